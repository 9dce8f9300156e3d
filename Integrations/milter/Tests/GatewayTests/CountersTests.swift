import Foundation
import Gateway
import Milter
import Testing

@Suite struct CountersTests {
  @Test func histogramsAddUp() {
    var judgement = Judgement()
    judgement.direction = .incoming
    let counters = Counters()
    for seconds in [0.0004, 0.001, 0.004, 0.7, 99] {
      counters.begin()
      judgement.seconds = seconds
      counters.count(judgement)
    }
    let text = counters.text
    #expect(text.contains("chaperone_answer_seconds_bucket{le=\"0.001\"} 2\n"))
    #expect(text.contains("chaperone_answer_seconds_bucket{le=\"0.005\"} 3\n"))
    #expect(text.contains("chaperone_answer_seconds_bucket{le=\"1.0\"} 4\n"))
    #expect(text.contains("chaperone_answer_seconds_bucket{le=\"+Inf\"} 5\n"))
    #expect(text.contains("chaperone_answer_seconds_count 5\n"))
    #expect(text.contains("chaperone_scan_seconds_count 0\n"))
    #expect(text.contains("chaperone_messages_in_progress 0\n"))
  }

  @Test func everyLineIsPrometheusText() throws {
    let counters = Counters()
    counters.count(failure: .time)
    let sample = /[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? [0-9.e+-]+/
    for line in counters.text.split(separator: "\n") where !line.hasPrefix("#") {
      #expect(try sample.wholeMatch(in: line) != nil, "\(line)")
    }
    #expect(counters.text.contains("process_resident_memory_bytes "))
  }

  @Test func aSocketAnswersWithAndWithoutHTTP() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "m-\(UUID().uuidString)").path
    let socket = try LocalSocket(path: path, mode: 0o600)
    Threads.start { socket.serve { Array("one 1\n".utf8) } }
    #expect(try answer(path, request: "") == "one 1\n")
    let http = try answer(path, request: "GET /metrics HTTP/1.1\r\n\r\n")
    #expect(http.hasPrefix("HTTP/1.0 200 OK\r\n") && http.hasSuffix("\r\n\r\none 1\n"))
    #expect(throws: Account.Problem.self) { try LocalSocket(path: path, mode: 0o600) }
    try FileManager.default.removeItem(atPath: path)
  }

  /// What a small client in another language reads.
  private func answer(_ path: String, request: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX)
      s.connect(sys.argv[1])
      s.sendall(sys.argv[2].encode())
      while part := s.recv(9999): sys.stdout.buffer.write(part)
      """, path, request,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
