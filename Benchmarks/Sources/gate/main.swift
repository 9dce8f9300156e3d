import Stages

// The table of all stages, each beside the yardstick.
let material = try Material.usual()
var runner = StageRunner(material)
for stage in Stage.allCases {
  let bytes = material.bytes(of: stage)
  let allocations = runner.allocations(of: stage)
  var timing = Timing()
  for _ in 0..<25 { runner.addPair(of: stage, bytes: bytes, to: &timing) }
  let speed = Int(Double(bytes) * 1000 / timing.time)
  let ratio = Int(timing.ratio * 1000)
  print("\(stage.name): \(speed) MB/s, \(ratio) thousandths, \(allocations) allocations")
}
