window.YTD.direct_messages_group.part0 = [
  {
    "dmConversation": {
      "conversationId": "123",
      "messages": [
        {
          "joinConversation": {
            "initiatingUserId": "1",
            "participantsSnapshot": [
              "1",
              "2"
            ],
            "createdAt": "2026-03-04T09:00:00.000Z"
          }
        },
        {
          "messageCreate": {
            "senderId": "2",
            "id": "10",
            "text": "group text",
            "mediaUrls": [],
            "urls": [],
            "createdAt": "2026-03-04T09:01:00.000Z"
          }
        }
      ]
    }
  }
]