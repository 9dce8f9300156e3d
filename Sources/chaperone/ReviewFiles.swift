import ArgumentParser
import Mail
import Native
import People
import Reviews
import Scanning

/// The files of reviewers: the key, what they judged, and what they suppressed.
enum ReviewFiles {
  /// The key in that file, or in `reviews.key` beside what it belongs to.
  static func key(_ path: String?, beside file: String) throws(Failure) -> ReviewKey {
    let path = path.map { FilePath($0) } ?? ReviewKey.path(beside: FilePath(file))
    do throws(KeyFile.Problem) {
      return ReviewKey(try KeyFile(contentsOf: path))
    } catch {
      let hint = error.hint(
        maker: "chaperone review",
        missing: "name the key that 'chaperone review' made: --review-key FILE")
      throw .configuration("\(path): \(error.reason); \(hint)")
    }
  }

  /// The key as `key` finds it; one is made when neither it nor the file that it belongs to is there.
  static func keyMade(_ path: String?, beside file: String) throws(Failure) -> ReviewKey {
    let name = path.map { FilePath($0) } ?? ReviewKey.path(beside: FilePath(file))
    if (try? FileFacts(of: name)) != nil || (try? FileFacts(of: FilePath(file))) != nil {
      return try key(path, beside: file)
    }
    do throws(FileError) {
      let key = ReviewKey(try KeyFile(creating: name))
      Standard.complain("made \(name); keep it: without it no review fits any finding")
      return key
    } catch {
      throw .inputOutput(error.sentence)
    }
  }

  /// What is judged in a store.
  static func reviews(
    _ path: String, key keyPath: String?, rules: [Ruleset]
  ) throws(Failure) -> Reviews {
    let prints = FindingPrints(key: try key(keyPath, beside: path), rules: rules)
    do throws(FileError) {
      let store = try ReviewStore(reading: FilePath(path), keyID: prints.keyID)
      return Reviews(try store.judgements(), prints: prints)
    } catch {
      throw failure(error)
    }
  }

  /// The failure that a store or a file of suppressions makes.
  static func failure(_ error: FileError) -> Failure {
    if case .database = error.cause { return .unusable(error.sentence) }
    return error.isMissing ? .noInput(error.sentence) : .inputOutput(error.sentence)
  }

  /// The suppressions of a file, of which every line must be understood.
  static func suppressions(_ path: String, keyID: String) throws(Failure) -> SuppressionFile {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileReader.contents(of: FilePath(path), limit: 1 << 26)
    } catch {
      throw failure(error)
    }
    let file = SuppressionFile(bytes, path: path)
    for diagnostic in file.diagnostics { Standard.note(diagnostic.rendered + "\n") }
    guard file.diagnostics.isEmpty else {
      throw .configuration("\(path) cannot be used: mend the lines above")
    }
    // A file that was written by hand need not say which key its prints were made with.
    guard file.keyID.isEmpty || file.keyID == keyID else {
      throw .configuration(
        "\(path): its prints were made with key \(file.keyID), and this is key \(keyID): "
          + "name the right one with --review-key")
    }
    return file
  }

  /// The day that an option names, or today's.
  static func day(_ text: String?) throws(Failure) -> CalendarDay {
    guard let text else {
      let today = Host.today
      return CalendarDay(year: today.year, month: today.month, day: today.day)
        ?? CalendarDay(daysSince1970: 0)
    }
    guard let day = CalendarDay(iso: text) else {
      throw .usage("--today \(text): a day is written 2026-11-26")
    }
    return day
  }
}
