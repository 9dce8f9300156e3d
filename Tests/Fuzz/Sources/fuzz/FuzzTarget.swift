import Glibc
import Native

/// One parser under fuzzing: any bytes must be read without a crash, a hang or a broken promise.
struct FuzzTarget: Sendable {
  let name: String
  let run: @Sendable ([UInt8]) -> Void

  static let all = [
    mbox, chats, mime, headers, json, decoding, folding, text, html, plaintext, lexicon, rules,
    profile, scan, filter,
  ]
}

/// Ends the process with the promise that was broken; libFuzzer then keeps the input.
///
/// A `precondition` says nothing in an optimised build.
func require(
  _ isKept: @autoclosure () -> Bool, _ promise: @autoclosure () -> String,
  line: Int = #line, file: String = #fileID
) {
  guard !isKept() else { return }
  let sentence = Array("\nBROKEN \(file):\(line): \(promise())\n".utf8)
  _ = write(2, sentence, sentence.count)
  abort()
}

/// Whether a range may index `count` elements.
func fits(_ range: Range<Int>, _ count: Int) -> Bool {
  range.lowerBound >= 0 && range.upperBound <= count
}

func requireUTF8(_ text: some Collection<UInt8>, _ what: String) {
  require(String(validating: text, as: UTF8.self) != nil, "\(what) is UTF-8")
}

/// A map covers `output` bytes and stays inside `input` bytes; when `ascends`, it never goes back.
func requireMap(
  _ map: OffsetMap, output: Int, input: Int, ascends: Bool = true, _ what: @autoclosure () -> String
) {
  require(
    Int(map.outputLength) == output, "\(what()): covers \(map.outputLength) of \(output) bytes")
  var previous = 0
  for (index, run) in map.runs.enumerated() {
    let start = Int(run.output)
    let end =
      index + 1 < map.runs.count ? Int(map.runs[index + 1].output) : Int(map.outputLength)
    require(start < end && run.outputUnit > 0, "\(what()): its runs hold something")
    let source = map.source(of: start..<end)
    require(fits(source, input), "\(what()): \(source) is inside \(input) bytes")
    // Several characters may come from one word, as of base64.
    require(!ascends || source.lowerBound >= previous, "\(what()): goes on in order")
    previous = source.lowerBound
  }
  let source = map.source(of: 0..<output)
  require(!ascends || fits(source, input), "\(what()): \(source) as a whole is inside")
}
