// Performance: a look-up is one load; what was never asked for was never made.
public import Synchronization

/// Objects that are made when they are first asked for, and shared from then on.
@safe public final class LazyTable<Object: AnyObject & Sendable>: @unchecked Sendable {
  // SAFETY: `count` initialized atomics, allocated here and freed once. Each is zero or the address of an
  // object that this table retains, and is set once. (`AtomicLazyReference` is not specialized across modules.)
  @usableFromInline let slots: UnsafeMutablePointer<Atomic<UInt>>
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
    for index in 0..<count { unsafe (slots + index).initialize(to: Atomic(0)) }
  }

  deinit {
    for index in 0..<count {
      unsafe Self.object(at: slots[index].load(ordering: .acquiring))?.release()
    }
    unsafe slots.deinitialize(count: count)
    unsafe slots.deallocate()
  }

  /// The object of a number.
  @inlinable
  public subscript(index: Int) -> Object {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
    // SAFETY: the index was checked, and the table retains what stands there as long as it lives.
    if let known = unsafe Self.object(at: slots[index].load(ordering: .acquiring)) {
      return unsafe known.takeUnretainedValue()
    }
    return keep(make(index), at: index)
  }

  @usableFromInline
  func keep(_ object: Object, at index: Int) -> Object {
    let made = unsafe Unmanaged.passRetained(object)
    let address = unsafe UInt(bitPattern: made.toOpaque())
    // SAFETY: the caller checked the index.
    let (isKept, other) = unsafe slots[index].compareExchange(
      expected: 0, desired: address, ordering: .acquiringAndReleasing)
    guard !isKept, let known = unsafe Self.object(at: other) else { return object }
    unsafe made.release()
    return unsafe known.takeUnretainedValue()
  }

  @unsafe @inlinable @inline(__always)
  static func object(at address: UInt) -> Unmanaged<Object>? {
    // SAFETY: the address is zero or that of a retained object.
    unsafe UnsafeRawPointer(bitPattern: address).map { unsafe Unmanaged.fromOpaque($0) }
  }
}
