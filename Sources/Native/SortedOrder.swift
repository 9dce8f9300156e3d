private import CSIMD

/// The order of items by a key and, where keys are the same, by a second one; items that have both alike keep
/// their order.
///
/// Byte by byte, without a comparison: ten thousand anchors are ordered whenever lexicons are compiled.
public func sortedOrder(of keys: [UInt64], then ties: [UInt32]) -> [UInt32] {
  precondition(keys.count == ties.count && keys.count <= Int(UInt32.max))
  var order = [UInt32](repeating: 0, count: keys.count)
  var scratch = order
  unsafe keys.withUnsafeBufferPointer { keys in
    unsafe ties.withUnsafeBufferPointer { ties in
      unsafe order.withUnsafeMutableBufferPointer { order in
        unsafe scratch.withUnsafeMutableBufferPointer { scratch in
          // SAFETY: all four have room for as many items.
          unsafe csimd_sort_order(
            keys.baseAddress, ties.baseAddress, keys.count, order.baseAddress,
            scratch.baseAddress)
        }
      }
    }
  }
  return order
}
