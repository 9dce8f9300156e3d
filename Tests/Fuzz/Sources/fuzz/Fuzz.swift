import Glibc

// libFuzzer brings its own `main` and calls this for every input. Which target runs is chosen once,
// by the environment: `FUZZ_TARGET=mime fuzz corpus/ -max_total_time=600`.

private let target: FuzzTarget = {
  let wanted = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget.all.first(where: { $0.name == wanted }) else {
    print("set FUZZ_TARGET to one of \(FuzzTarget.all.map(\.name).joined(separator: ", "))")
    exit(64)
  }
  return target
}()

/// Runs the chosen target on one input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  target.run([UInt8](UnsafeBufferPointer(start: data, count: size)))
  return 0
}
