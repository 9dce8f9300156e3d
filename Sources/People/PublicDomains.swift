// Performance: every new domain is looked up with its parents, on bytes.
import Native

/// What is known of domains and services without a district's profile.
enum PublicDomains {
  /// What the lists say of a domain.
  struct Kinds: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    /// Free-mail and consumer providers: whole domains and `yahoo.*`-like families.
    static let personal = Kinds(rawValue: 1)
    /// Mail-to-text gateways of telephone companies, and what stands below them.
    static let textGateway = Kinds(rawValue: 2)
    /// Domains that social networks and chat services send their notifications from, and those below.
    static let social = Kinds(rawValue: 4)
  }

  /// What the lists say of a domain in lower case.
  static func kinds(of domain: Span<UInt8>) -> Kinds {
    var kinds: Kinds = personal.contains(domain) ? .personal : []
    guard let dot = domain.firstOffset(of: UInt8(ascii: ".")) else { return kinds }
    if domain.count - dot <= 7, families.contains(domain.extracting(0..<dot)) {
      kinds.insert(.personal)
    }
    var start = 0
    var next: Int? = dot
    // What has no dot is no domain of these lists.
    while let dot = next {
      let parent = domain.extracting(start..<domain.count)
      if textGateways.contains(parent) { kinds.insert(.textGateway) }
      if social.contains(parent) { kinds.insert(.social) }
      start = dot + 1
      next = domain.firstOffset(of: UInt8(ascii: "."), from: start)
    }
    return kinds
  }

  /// Whether a service's name is a school platform that districts run themselves.
  static func isSchoolService(_ service: String) -> Bool {
    schoolServices.contains(service.utf8.span)
  }

  private static let personal = WordList(
    """
    gmail.com googlemail.com ymail.com rocketmail.com msn.com passport.com icloud.com me.com \
    mac.com aim.com proton.me pm.me tutanota.com tuta.io tuta.com fastmail.com fastmail.fm \
    hey.com zoho.com zohomail.com mail.com email.com usa.com inbox.com hushmail.com duck.com \
    skiff.com mailfence.com comcast.net xfinity.com verizon.net att.net sbcglobal.net \
    bellsouth.net charter.net spectrum.net rr.com roadrunner.com twc.com cox.net \
    earthlink.net optonline.net optimum.net frontier.com frontiernet.net centurylink.net \
    juno.com netzero.net windstream.net suddenlink.net rcn.com wowway.com netscape.net \
    ameritech.net pacbell.net swbell.net snet.net prodigy.net excite.com lycos.com mail.ru \
    bk.ru inbox.ru list.ru rambler.ru ya.ru ukr.net i.ua meta.ua qq.com 163.com 126.com \
    sina.com naver.com daum.net hanmail.net web.de t-online.de freenet.de orange.fr free.fr \
    laposte.net wanadoo.fr libero.it virgilio.it uol.com.br bol.com.br terra.com.br \
    ig.com.br globo.com rediffmail.com sapo.pt wp.pl o2.pl interia.pl seznam.cz bigpond.com \
    shaw.ca rogers.com sympatico.ca videotron.ca telus.net btinternet.com sky.com \
    talktalk.net ntlworld.com
    """)

  /// Domains whose first label alone makes them free mail.
  private static let families = WordList("yahoo hotmail live outlook gmx yandex protonmail aol")

  private static let textGateways = WordList(
    """
    vtext.com vzwpix.com txt.att.net mms.att.net tmomail.net messaging.sprintpcs.com \
    pm.sprint.com sms.cricketwireless.net mms.cricketwireless.net sms.myboostmobile.com \
    myboostmobile.com email.uscc.net mms.uscc.net msg.fi.google.com mymetropcs.com vmobl.com \
    txt.voice.google.com mypixmessages.com text.republicwireless.com
    """)

  private static let social = WordList(
    """
    facebook.com facebookmail.com messenger.com instagram.com threads.net whatsapp.com \
    twitter.com x.com t.co snapchat.com tiktok.com linkedin.com pinterest.com reddit.com \
    redditmail.com discord.com discordapp.com telegram.org t.me signal.org kik.com \
    groupme.com viber.com wechat.com line.me tumblr.com nextdoor.com mail.nextdoor.com \
    ss.email.nextdoor.com youtube.com twitch.tv roblox.com steampowered.com strava.com \
    bsky.app mastodon.social vk.com ok.ru bereal.com yikyak.com houseparty.com marcopolo.me \
    venmo.com spotify.com skype.com clubhouse.com quora.com flickr.com vsco.co meetup.com
    """)

  private static let schoolServices = WordList(
    """
    gchat googlechat hangouts teams parentsquare schoology canvas classroom googleclassroom \
    powerschool infinitecampus aspen seesaw talkingpoints finalsite blackboard brightspace \
    skyward schoolmessenger apptegy thrillshare
    """)
}
