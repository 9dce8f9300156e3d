// Performance: a look-up is one load; what was never asked for was never made.
public import Synchronization

/// Objects that are made when they are first asked for, and shared from then on.
@safe public final class LazyTable<Object: AnyObject & Sendable>: @unchecked Sendable {
  // SAFETY: `count` initialized references, allocated here and freed once, that set themselves once.
  @usableFromInline let slots: UnsafeMutablePointer<AtomicLazyReference<Object>>
  /// How many objects there are.
  public let count: Int
  @usableFromInline let make: @Sendable (Int) -> Object

  /// Creates a table.
  ///
  /// - Parameter make: makes the object of a number below `count`; it may be called twice for one number
  ///   when two workers ask at once, and both get the same object.
  public init(count: Int, make: @escaping @Sendable (Int) -> Object) {
    self.count = count
    self.make = make
    unsafe slots = .allocate(capacity: count)
    for index in 0..<count { unsafe (slots + index).initialize(to: AtomicLazyReference()) }
  }

  deinit {
    unsafe slots.deinitialize(count: count)
    unsafe slots.deallocate()
  }

  /// The object of a number.
  @inlinable
  public subscript(index: Int) -> Object {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
    // SAFETY: the index was checked.
    if let known = unsafe slots[index].load() { return known }
    return unsafe slots[index].storeIfNil(make(index))
  }
}
