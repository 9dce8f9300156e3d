/// What is known of domains and services without a district's profile.
enum PublicDomains {
  /// Free-mail and consumer providers; compare whole domains and `yahoo.*`-like families.
  static func isPersonal(_ domain: String) -> Bool {
    if personal.contains(domain) { return true }
    guard let dot = domain.firstIndex(of: ".") else { return false }
    return families.contains(String(domain[..<dot]))
      && domain[domain.index(after: dot)...].utf8.count <= 6
  }

  /// Mail-to-text gateways of telephone companies.
  static func isTextGateway(_ domain: String) -> Bool { contains(domain, in: gateways) }

  /// Domains that social networks and chat services send their notifications from.
  static func isSocial(_ domain: String) -> Bool { contains(domain, in: social) }

  /// Whether a service's name is a school platform that districts run themselves.
  static func isSchoolService(_ service: String) -> Bool { schoolServices.contains(service) }

  /// Whether a domain or one of its parents is in the list.
  private static func contains(_ domain: String, in list: Set<String>) -> Bool {
    var rest = domain[...]
    while true {
      if list.contains(String(rest)) { return true }
      guard let dot = rest.firstIndex(of: ".") else { return false }
      rest = rest[rest.index(after: dot)...]
    }
  }

  private static let families: Set<String> = [
    "yahoo", "hotmail", "live", "outlook", "gmx", "yandex", "protonmail", "aol",
  ]

  private static let personal: Set<String> = [
    "gmail.com", "googlemail.com", "ymail.com", "rocketmail.com", "msn.com", "passport.com",
    "icloud.com", "me.com", "mac.com", "aim.com", "proton.me", "pm.me", "tutanota.com", "tuta.io",
    "tuta.com", "fastmail.com", "fastmail.fm", "hey.com", "zoho.com", "zohomail.com", "mail.com",
    "email.com", "usa.com", "inbox.com", "hushmail.com", "duck.com", "skiff.com", "mailfence.com",
    "comcast.net", "xfinity.com", "verizon.net", "att.net", "sbcglobal.net", "bellsouth.net",
    "charter.net", "spectrum.net", "rr.com", "roadrunner.com", "twc.com", "cox.net",
    "earthlink.net",
    "optonline.net", "optimum.net", "frontier.com", "frontiernet.net", "centurylink.net",
    "juno.com",
    "netzero.net", "windstream.net", "suddenlink.net", "rcn.com", "wowway.com", "netscape.net",
    "ameritech.net", "pacbell.net", "swbell.net", "snet.net", "prodigy.net", "excite.com",
    "lycos.com", "mail.ru", "bk.ru", "inbox.ru", "list.ru", "rambler.ru", "ya.ru", "ukr.net",
    "i.ua",
    "meta.ua", "qq.com", "163.com", "126.com", "sina.com", "naver.com", "daum.net", "hanmail.net",
    "web.de", "t-online.de", "freenet.de", "orange.fr", "free.fr", "laposte.net", "wanadoo.fr",
    "libero.it", "virgilio.it", "uol.com.br", "bol.com.br", "terra.com.br", "ig.com.br",
    "globo.com", "rediffmail.com", "sapo.pt", "wp.pl", "o2.pl", "interia.pl", "seznam.cz",
    "bigpond.com", "shaw.ca", "rogers.com", "sympatico.ca", "videotron.ca", "telus.net",
    "btinternet.com", "sky.com", "talktalk.net", "ntlworld.com",
  ]

  private static let gateways: Set<String> = [
    "vtext.com", "vzwpix.com", "txt.att.net", "mms.att.net", "tmomail.net",
    "messaging.sprintpcs.com",
    "pm.sprint.com", "sms.cricketwireless.net", "mms.cricketwireless.net", "sms.myboostmobile.com",
    "myboostmobile.com", "email.uscc.net", "mms.uscc.net", "msg.fi.google.com", "mymetropcs.com",
    "vmobl.com", "txt.voice.google.com", "mypixmessages.com", "text.republicwireless.com",
  ]

  private static let social: Set<String> = [
    "facebook.com", "facebookmail.com", "messenger.com", "instagram.com", "threads.net",
    "whatsapp.com", "twitter.com", "x.com", "t.co", "snapchat.com", "tiktok.com", "linkedin.com",
    "pinterest.com", "reddit.com", "redditmail.com", "discord.com", "discordapp.com",
    "telegram.org",
    "t.me", "signal.org", "kik.com", "groupme.com", "viber.com", "wechat.com", "line.me",
    "tumblr.com",
    "nextdoor.com", "mail.nextdoor.com", "ss.email.nextdoor.com", "youtube.com", "twitch.tv",
    "roblox.com", "steampowered.com", "strava.com", "bsky.app", "mastodon.social", "vk.com",
    "ok.ru",
    "bereal.com", "yikyak.com", "houseparty.com", "marcopolo.me", "venmo.com", "spotify.com",
    "skype.com", "clubhouse.com", "quora.com", "flickr.com", "vsco.co", "meetup.com",
  ]

  private static let schoolServices: Set<String> = [
    "gchat", "googlechat", "hangouts", "teams", "parentsquare", "schoology", "canvas", "classroom",
    "googleclassroom", "powerschool", "infinitecampus", "aspen", "seesaw", "talkingpoints",
    "finalsite", "blackboard", "brightspace", "skyward", "schoolmessenger", "apptegy",
    "thrillshare",
  ]
}
