public import Mail
import Native

/// The text of a PDF document (ISO 32000), by poppler's `pdftotext`.
///
/// PDF is large, and its readers have had many holes: another process reads it, which gets the document
/// on its standard input and may not use up much (`Limits`), write files or outlive its time.
public enum PDFFile {
  /// The program, which is looked for on the `PATH`.
  private static let program = "pdftotext"

  /// The text of each page, at most `textLimit` bytes in all.
  public static func read(_ bytes: [UInt8], textLimit: Int, _ limits: Limits) -> Extraction {
    var extraction = Extraction()
    let outcome: Program.Outcome
    do throws(FileError) {
      outcome = try Program.run(
        program, ["-enc", "UTF-8", "-eol", "unix", "-layout", "-", "-"], input: bytes,
        confinement: Program.Confinement(
          seconds: limits.helperSeconds, memory: limits.helperMemory, file: 0,
          wait: limits.helperWait), limit: max(0, textLimit))
    } catch {
      if error.isMissing {
        extraction.fail(
          .notRead, "", "\(program) reads PDF documents and is not installed: install poppler-utils"
        )
      } else {
        extraction.fail(.undecodable, "", "\(program) could not be run: \(error.reason)")
      }
      return extraction
    }
    addPages(outcome.output, to: &extraction)
    if outcome.isCut {
      extraction.fail(.expansion, "", "its text is too long")
    } else if outcome.isOverTime || outcome.status < 0 {
      extraction.fail(
        .tooLarge, "",
        "reading it takes more than \(limits.helperSeconds) s or \(limits.helperMemory >> 20) MiB")
    } else if outcome.status != 0 {
      let words = String(decoding: outcome.error.prefix(2_000), as: UTF8.self)
      if words.contains("ncorrect password") {
        extraction.fail(.encrypted, "", "an encrypted PDF document")
      } else {
        extraction.fail(.undecodable, "", "damaged PDF document")
      }
    } else if !isWhole(bytes) {
      extraction.fail(.undecodable, "", "the PDF document ends early")
    }
    return extraction
  }

  /// Adds the pages, which a form feed ends.
  private static func addPages(_ text: [UInt8], to extraction: inout Extraction) {
    var start = 0
    var page = 0
    var empty = 0
    while start < text.count {
      let end = text.span.firstOffset(of: 0x0C, from: start) ?? text.count
      page += 1
      let count = extraction.pieces.count
      var output = TextOutput(limit: end - start)
      output.append(text.span.extracting(start..<end))
      extraction.add(output, at: "page \(page)")
      if extraction.pieces.count == count { empty += 1 }
      start = end + 1
    }
    guard empty > 0 else { return }
    extraction.fail(
      .notRead, "",
      empty == page
        ? "there is no text in it: its pages may be pictures"
        : "\(empty) of \(page) pages hold no text: they may be pictures")
  }

  /// Whether the end mark stands where readers look for it.
  private static func isWhole(_ bytes: [UInt8]) -> Bool {
    let tail = bytes.span.extracting(max(0, bytes.count - 2_048)..<bytes.count)
    let mark = Array("%%EOF".utf8)
    return tail.firstOffset(of: mark.span) != nil
  }
}
