// Performance: mail comes from and goes to the same addresses again and again. What was read of a
// mailbox, and who it is, is kept by a hash of its bytes, so that an address seen before costs a hash,
// a comparison and a copy; a domain is looked at once. The naive twin in the tests keeps nothing.
public import Mail
import Native

/// What is known of a mailbox before the other addresses of its message are looked at.
struct MailboxReading {
  /// What a domain says by itself.
  struct Domain {
    /// What the public lists say of it.
    var kinds: PublicDomains.Kinds = []
    /// What kind of school's it looks like.
    var looks: DistrictProfile.DomainKind?
  }

  var address: Address
  /// The role that the message claims for whoever it is.
  var hint: Role?
  /// The domain; of other addresses than mail it says nothing.
  var domain = Domain()
}

/// Tells who the parties of messages are; one per worker, since it remembers what it has read.
///
/// What it remembers never changes an answer: it is kept by all that the answer depends on, and
/// forgotten between two messages when there is more than `capacity` of it.
public struct PartyResolver: ~Copyable {
  /// A mailbox that was read before.
  private struct Known {
    let mailbox: Mailbox
    let hash: UInt64
    let reading: MailboxReading
    /// The index of its domain; -1 for other addresses than mail.
    let domain: Int
    /// What makes two mailboxes the same recipient, as an index.
    let identity: Int
    /// The party as it was resolved last, and the view of the scene that it was resolved with.
    var party: Party?
    var view = SceneView()
  }

  /// A domain, and what the message at hand says of it.
  private struct KnownDomain {
    /// What it says by itself; nil for one that was seen as a parent only.
    var facts: MailboxReading.Domain?
    /// The index of the domain that it stands below; -1 for none.
    var parent = -1
    /// Whether its first label marks students.
    var isStudents = false
    /// The message that noted it, and as what.
    var notedIn = 0
    var noted = DistrictProfile.DomainKind.staff
  }

  private let district: District
  private let capacity: Int
  private var known: [Known] = []
  /// One more than the index of a mailbox, by its hash; 0 marks a free place.
  private var slots: [Int32] = []
  private var domains: [KnownDomain] = []
  private var domainNames = NameNumbers()
  private var identities = NameNumbers()
  /// The message in which an identity was seen last.
  private var seenIn: [Int] = []
  /// The number of the message, from 1.
  private var message = 0
  /// How many domains the message has noted.
  private var notes = 0

  /// Creates a resolver that remembers about `capacity` mailboxes.
  public init(_ district: District, capacity: Int = 4_096) {
    self.district = district
    self.capacity = min(max(capacity, 1), 1 << 24)
  }

  /// Who a message comes from and goes to.
  ///
  /// The roster speaks first, then the profile's lists, duties and domains; both make a party known.
  /// Then the message's own hint counts, and at last the looks of the address; neither makes it known.
  public mutating func parties(
    of message: borrowing Message, envelope: Envelope? = nil
  ) -> Parties {
    begin()
    let author = message.from.first ?? message.sender.first
    if district.isGuessing {
      if let author { note(author) }
      for mailbox in message.to { note(mailbox) }
      for mailbox in message.cc { note(mailbox) }
      for mailbox in message.bcc { note(mailbox) }
    }
    var parties = Parties()
    if let author {
      parties.sender = party(at: index(of: author))
    } else if let sender = envelope?.sender, !sender.isEmpty {
      parties.sender = party(at: index(of: Mailbox(address: sender)))
    }
    parties.recipients.reserveCapacity(message.to.count + message.cc.count)
    for mailbox in message.to { add(mailbox, to: &parties) }
    for mailbox in message.cc { add(mailbox, to: &parties) }
    for mailbox in message.bcc { add(mailbox, to: &parties) }
    if let envelope {
      for address in envelope.recipients { add(Mailbox(address: address), to: &parties) }
    }
    return parties
  }

  /// Begins with a message; forgets everything when it has become too much.
  private mutating func begin() {
    message += 1
    notes = 0
    guard known.count > capacity || domains.count > capacity || identities.count > capacity else {
      return
    }
    let isHuge = known.count > 2 * capacity
    known.removeAll(keepingCapacity: !isHuge)
    slots = []
    domains.removeAll(keepingCapacity: !isHuge)
    domainNames.removeAll(keepingCapacity: !isHuge)
    identities.removeAll(keepingCapacity: !isHuge)
    seenIn.removeAll(keepingCapacity: !isHuge)
  }

  /// Adds a recipient unless the message named it before.
  private mutating func add(_ mailbox: Mailbox, to parties: inout Parties) {
    if mailbox.address.isEmpty && mailbox.name.isEmpty { return }
    let index = index(of: mailbox)
    let identity = known[index].identity
    guard seenIn[identity] != message else { return }
    seenIn[identity] = message
    parties.recipients.append(party(at: index))
  }

  // MARK: Mailboxes

  private mutating func party(at index: Int) -> Party {
    let view = view(at: index)
    if let party = known[index].party, known[index].view == view { return party }
    let party = district.party(for: known[index].mailbox, known[index].reading, in: view)
    known[index].party = party
    known[index].view = view
    return party
  }

  /// The index of a mailbox in `known`.
  private mutating func index(of mailbox: Mailbox) -> Int {
    let hash = Self.hash(mailbox)
    if !slots.isEmpty {
      let mask = slots.count - 1
      for step in 0..<Self.mostSteps {
        let index = Int(slots[(Int(truncatingIfNeeded: hash) &+ step) & mask]) - 1
        if index < 0 { break }
        if known[index].hash == hash, Self.areEqual(known[index].mailbox, mailbox) { return index }
      }
    }
    let index = known.count
    known.append(read(mailbox, hash))
    if known.count * 2 > slots.count {
      slots = Array(repeating: 0, count: max(64, slots.count * 2))
      for index in known.indices { place(index) }
    } else {
      place(index)
    }
    return index
  }

  /// More places than this are not looked at, whatever hashes somebody thinks up.
  private static let mostSteps = 16

  private mutating func place(_ index: Int) {
    let mask = slots.count - 1
    let home = Int(truncatingIfNeeded: known[index].hash)
    for step in 0..<Self.mostSteps {
      let slot = (home &+ step) & mask
      if slots[slot] == 0 {
        slots[slot] = Int32(truncatingIfNeeded: index + 1)
        return
      }
    }
    // One of those before it is forgotten.
    slots[home & mask] = Int32(truncatingIfNeeded: index + 1)
  }

  private static func hash(_ mailbox: Mailbox) -> UInt64 {
    var hash = WordHash.pair(
      WordHash.hash(mailbox.address.utf8.span), WordHash.hash(mailbox.name.utf8.span))
    if let hint = mailbox.roleHint { hash = WordHash.pair(WordHash.hash(hint.utf8.span), hash) }
    return (hash &* 0x9E37_79B9_7F4A_7C15) >> 20
  }

  /// Whether two mailboxes are equal byte for byte; equal strings need not be.
  private static func areEqual(_ one: Mailbox, _ two: Mailbox) -> Bool {
    guard one.address.utf8.span.equals(two.address.utf8.span),
      one.name.utf8.span.equals(two.name.utf8.span)
    else { return false }
    guard let hint = one.roleHint, let other = two.roleHint else {
      return one.roleHint == nil && two.roleHint == nil
    }
    return hint.utf8.span.equals(other.utf8.span)
  }

  private mutating func read(_ mailbox: Mailbox, _ hash: UInt64) -> Known {
    let lower = mailbox.address.lowercased()
    var reading = MailboxReading(
      // What is much longer than an address may be is none.
      address: mailbox.address.utf8.count <= 1_000 ? Address(lowercased: lower) : .none,
      hint: District.role(hint: mailbox.roleHint))
    var domain = -1
    if case .mail(_, let name) = reading.address {
      domain = index(ofDomain: name)
      reading.domain = facts(ofDomain: domain, name)
    }
    return Known(
      mailbox: mailbox, hash: hash, reading: reading, domain: domain,
      identity: identity(mailbox.address.isEmpty ? mailbox.name : lower))
  }

  private mutating func identity(_ name: String) -> Int {
    let number = identities.number(of: name)
    if number == seenIn.count { seenIn.append(0) }
    return number
  }

  // MARK: Domains

  private mutating func index(ofDomain name: String) -> Int {
    let number = domainNames.number(of: name)
    if number == domains.count { domains.append(KnownDomain()) }
    return number
  }

  private mutating func facts(ofDomain index: Int, _ name: String) -> MailboxReading.Domain {
    if let facts = domains[index].facts { return facts }
    let bytes = name.utf8.span
    var facts = MailboxReading.Domain(kinds: PublicDomains.kinds(of: bytes))
    if district.isGuessing {
      facts.looks = DomainLooks.kind(of: bytes)
      if let dot = bytes.firstOffset(of: UInt8(ascii: ".")) {
        domains[index].isStudents = DomainLooks.isStudentLabel(bytes.extracting(0..<dot))
        let parent = String(utf8: bytes.extracting(dot + 1..<bytes.count))
        domains[index].parent = self.index(ofDomain: parent)
      }
    }
    domains[index].facts = facts
    return facts
  }

  /// Takes note of a mailbox, its hint and its domain, where there is no profile that knows better.
  private mutating func note(_ mailbox: Mailbox) {
    guard notes < 200 else { return }
    let index = index(of: mailbox)
    let domain = known[index].domain
    guard domain >= 0, known[index].reading.domain.kinds.isEmpty else { return }
    let isNoted = domains[domain].notedIn == message
    let kind: DistrictProfile.DomainKind
    switch known[index].reading.hint {
    case .staff?: kind = .staff
    case .student? where !isNoted: kind = .student
    case .student?: return
    default:
      guard !isNoted, let looks = known[index].reading.domain.looks else { return }
      kind = looks
    }
    domains[domain].noted = kind
    domains[domain].notedIn = message
    if !isNoted { notes += 1 }
  }

  /// What the message tells about the domain of a mailbox.
  private func view(at index: Int) -> SceneView {
    let place = known[index].domain
    // Public domains are nobody's district, and a profile knows its own.
    guard district.isGuessing, place >= 0, known[index].reading.domain.kinds.isEmpty else {
      return SceneView()
    }
    var view = SceneView(kind: known[index].reading.domain.looks, hasDistrict: notes > 0)
    let domain = domains[place]
    if domain.notedIn == message {
      view.kind = domain.noted
    } else if view.kind == nil, domain.parent >= 0, domains[domain.parent].notedIn == message {
      view.kind = domain.isStudents ? .student : domains[domain.parent].noted
    }
    return view
  }
}

/// What the addresses of one message tell about one domain of it, when there is no profile.
struct SceneView: Hashable {
  /// The kind of the domain, by the notes, its looks or its parent; nil for one that is no school's.
  var kind: DistrictProfile.DomainKind?
  /// Whether some address of the message is of a school.
  var hasDistrict = false
}
