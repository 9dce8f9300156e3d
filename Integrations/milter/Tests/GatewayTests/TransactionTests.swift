import Milter
import Testing

@Suite struct TransactionTests {
  @Test func theMessageIsPutTogetherAsItWasSent() {
    var transaction = Transaction(client: Client(), limit: 1_000)
    transaction.add(field: "Subject", value: Array(" one\n two".utf8))
    transaction.add(field: "X-Empty", value: [])
    transaction.add(field: "X-CR", value: Array("\ta\r\n\tb".utf8))
    transaction.endHeader()
    transaction.append([0xFF, 0x00, 0x0D, 0x0A])
    let expected = "Subject: one\r\n two\r\nX-Empty:\r\nX-CR:\ta\r\n\tb\r\n\r\n".utf8
    #expect(transaction.message == Array(expected) + [0xFF, 0x00, 0x0D, 0x0A])
    #expect(
      transaction.fields.map { String(decoding: transaction.message[$0.value], as: UTF8.self) }
        == [" one\r\n two", "", "\ta\r\n\tb"])
    #expect(!transaction.isCut)
  }

  @Test(arguments: 0..<40)
  func aCutMessageIsAStartOfTheWhole(limit: Int) {
    func filled(_ limit: Int) -> Transaction {
      var transaction = Transaction(client: Client(), limit: limit)
      transaction.add(field: "A", value: Array(" bc".utf8))
      transaction.add(field: "Longer", value: Array(" def".utf8))
      transaction.endHeader()
      transaction.append(Array("0123456789".utf8))
      return transaction
    }
    let whole = filled(1_000)
    let cut = filled(limit)
    #expect(cut.message == Array(whole.message.prefix(limit)))
    #expect(cut.isCut == (limit < whole.message.count))
    #expect(cut.fields.map(\.name) == ["A", "Longer"])
    for field in cut.fields { #expect(field.value.upperBound <= cut.message.count) }
  }
}
