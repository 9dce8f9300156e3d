window.YTD.direct_messages.part0 = [
  {
    "dmConversation": {
      "conversationId": "1-2",
      "messages": [
        {
          "messageCreate": {
            "recipientId": "2",
            "reactions": [],
            "urls": [
              {
                "url": "https://t.co/a",
                "expanded": "https://school.example/x",
                "display": "school.example/x"
              }
            ],
            "text": "dm text https://t.co/a",
            "mediaUrls": [
              "https://ton.example/dm/9/x.jpg"
            ],
            "senderId": "1",
            "id": "9",
            "createdAt": "2026-03-04T10:00:00.000Z"
          }
        }
      ]
    }
  }
]