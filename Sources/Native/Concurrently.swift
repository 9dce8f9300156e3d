/// The results of independent pieces of work, in the order of their inputs.
///
/// A thread takes one input after another, so that pieces may differ much in size; with one worker everything
/// runs on the calling thread.
///
/// - Parameter workers: The most threads.
public func concurrently<Input: Sendable, Output: Sendable>(
  _ inputs: [Input], workers: Int = Host.processors, _ work: @escaping @Sendable (Input) -> Output
) -> [Output] {
  var outputs: [Output] = []
  outputs.reserveCapacity(inputs.count)
  var rest = inputs[...]
  mapInOrder(
    workers: min(workers, inputs.count), next: { rest.popFirst() },
    body: { (queue: WorkQueue<Input, Output>) in
      while let (ticket, input) = queue.take() { queue.give(work(input), for: ticket) }
    },
    emit: { (output: Output) in
      outputs.append(output)
      return true
    })
  return outputs
}

/// The results of two pieces of work that do not need each other.
public func concurrently<First: Sendable, Second: Sendable>(
  _ first: @escaping @Sendable () -> First, _ second: @escaping @Sendable () -> Second
) -> (First, Second) {
  let halves = concurrently([true, false]) { isFirst in
    isFirst ? Half<First, Second>.first(first()) : .second(second())
  }
  guard case .first(let one) = halves[0], case .second(let other) = halves[1] else {
    // Outputs come in the order of their inputs.
    preconditionFailure()
  }
  return (one, other)
}

/// One of two results.
private enum Half<First: Sendable, Second: Sendable>: Sendable {
  case first(First)
  case second(Second)
}
