import Native
import Synchronization

/// The roster's image that is used: the one that was found in a file, or, when a block of that turns out
/// damaged, one made anew of the district's own files.
final class RosterStore: Sendable {
  private let image: RosterImage?
  private let remake: @Sendable () -> RosterImage?
  private let isReplaced = Atomic(false)
  private let replacement = Mutex<RosterImage?>(nil)
  private let lost = Atomic(false)

  /// Creates a store of an image in a file, and what makes it anew.
  init(_ image: RosterImage, remake: @escaping @Sendable () -> RosterImage?) {
    self.image = image
    self.remake = remake
  }

  /// Creates a store of people.
  convenience init(_ people: [Person]) { self.init(RosterImageWriter(people)) }

  /// Creates a store of what was just compiled.
  init(_ writer: RosterImageWriter) {
    image = writer.image()
    remake = { nil }
  }

  /// How many people there are.
  var count: Int { image?.count ?? 0 }

  /// Whether the file was damaged and could not be made anew, so that nobody is found any more.
  var isLost: Bool { lost.load(ordering: .relaxed) }

  /// What a lookup finds; `nothing` when there is nothing left to look in.
  func find<Answer>(
    or nothing: Answer, _ lookup: (RosterImage) throws(RosterDamage) -> Answer
  ) -> Answer {
    if !isReplaced.load(ordering: .acquiring), let image {
      do throws(RosterDamage) {
        return try lookup(image)
      } catch {
        replace()
      }
    }
    guard let other = replacement.withLock({ $0 }) else { return nothing }
    do throws(RosterDamage) {
      return try lookup(other)
    } catch {
      lost.store(true, ordering: .relaxed)
      return nothing
    }
  }

  /// Reads all of a file at once, and makes it anew when it is damaged: for long runs.
  func checkAll() {
    if let image, !isReplaced.load(ordering: .acquiring), !image.isWhole { replace() }
  }

  private func replace() {
    replacement.withLock { replacement in
      guard !isReplaced.load(ordering: .relaxed) else { return }
      // Ids that were given out already stay those of the same people: only the same roster will do.
      if let other = remake(), other.count == count {
        replacement = other
      } else {
        lost.store(true, ordering: .relaxed)
      }
      isReplaced.store(true, ordering: .releasing)
    }
  }
}
