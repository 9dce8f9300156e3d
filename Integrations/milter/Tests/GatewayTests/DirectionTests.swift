import Gateway
import Loading
import Milter
import Testing

@Suite struct DirectionTests {
  @Test(
    arguments: [
      ("a@inside.example", ["b@inside.example"], Direction.internal),
      ("a@inside.example", ["b@sub.inside.example", "local"], .internal),
      ("a@inside.example", ["b@inside.example", "c@outside.example"], .outgoing),
      ("a@inside.example", ["p@families.example"], .outgoing),
      ("a@inside.example", ["b@inside.example.evil.example"], .outgoing),
      ("p@families.example", ["b@inside.example"], .incoming),
      (nil, ["b@inside.example"], .incoming), (nil, ["c@outside.example"], .outgoing),
      ("x@outside.example", ["y@elsewhere.example"], .outgoing),
      ("\"a@inside.example\"@outside.example", ["b@inside.example"], .incoming),
    ] as [(String?, [String], Direction)])
  func byTheEnvelope(sender: String?, recipients: [String], direction: Direction) throws {
    let office = try Office("")
    var transaction = Transaction(client: Client(), limit: 0)
    transaction.sender = sender
    transaction.recipients = recipients
    #expect(Direction(of: transaction, in: office.reloader.current.setup.district) == direction)
  }
}
