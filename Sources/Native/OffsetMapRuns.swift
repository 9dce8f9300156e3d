import CSIMD

extension OffsetMap {
  /// How many runs vector code gets room for at a time: a kilobyte of the stack.
  private static let runsAtOnce = 64

  /// Lets vector code continue the map; `write` is called again, to go on, as long as it fills the room
  /// for runs.
  ///
  /// - Parameters:
  ///   - expected: about how many runs will come, if any do.
  ///   - keepsRuns: without them the map takes no memory, and is good for nothing afterwards.
  ///   - write: writes runs.
  mutating func append(
    expecting expected: Int = 0, keepsRuns: Bool = true, _ write: (inout csimd_map) -> Void
  ) {
    unsafe withUnsafeTemporaryAllocation(of: Run.self, capacity: Self.runsAtOnce) { room in
      guard let first = room.baseAddress else { return }
      var map = unsafe csimd_map()
      unsafe map.open = csimd_run(
        output: open.output, input: open.input, output_unit: open.outputUnit,
        input_unit: open.inputUnit)
      unsafe map.length = length
      unsafe map.input_end = inputEnd
      unsafe map.capacity = room.count
      repeat {
        // SAFETY: Run has the layout of csimd_run, and no more than `room.count` of them are written.
        unsafe first.withMemoryRebound(to: csimd_run.self, capacity: room.count) { runs in
          unsafe map.closed = runs
          unsafe map.count = 0
          unsafe write(&map)
        }
        if keepsRuns, unsafe map.count > 0 {
          if closed.isEmpty, expected > Self.runsAtOnce { closed.reserveCapacity(expected) }
          unsafe closed.append(contentsOf: UnsafeBufferPointer(start: first, count: map.count))
        }
      } while unsafe csimd_has_room(&map) == 0
      unsafe open = Run(
        output: map.open.output, input: map.open.input, outputUnit: map.open.output_unit,
        inputUnit: map.open.input_unit)
      unsafe length = map.length
      unsafe inputEnd = map.input_end
    }
  }
}
