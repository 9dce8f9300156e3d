import ArgumentParser
import Mail
import Native
import Reports

/// One of several parts of a scan, which other processes or machines do: `2/7`.
struct Shard: ExpressibleByArgument, Sendable {
  /// Which one, from 1.
  let number: Int
  /// How many there are.
  let count: Int

  /// The most parts that a scan can have.
  private static let most = 1_000_000

  init?(argument: String) {
    let sides = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard sides.count == 2, let number = Int(sides[0]), let count = Int(sides[1]),
      (1...Self.most).contains(count), (1...count).contains(number)
    else { return nil }
    self.number = number
    self.count = count
  }

  /// Its messages among those of some paths, and what tells these from others.
  func share(of paths: [FilePath]) throws(Failure) -> (portion: Portion, part: Coverage.Part) {
    if paths.contains("-") {
      throw .usage("--shard needs files or folders: standard input cannot be read in parts")
    }
    let listing = MailStore.listing(of: paths)
    var digest = SHA256()
    for (path, bytes) in listing { digest.update(path.bytes + Array("\0\(bytes)\0".utf8)) }
    return (
      Portion(number, of: count, sizes: listing.map(\.bytes)),
      Coverage.Part(number: number, of: count, sources: digest.finishName())
    )
  }
}
