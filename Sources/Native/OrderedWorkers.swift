private import Glibc

// Performance: one lock is taken four times for each item, and a thread is woken only when it waits
// for exactly what happened. That is below a microsecond, so an item should be a batch of at least
// 100 µs of work.

/// How a run of workers ended.
public enum WorkOutcome: Sendable, Equatable {
  /// Every input was worked on and its output emitted.
  case finished
  /// `emit` answered false.
  case stopped
  /// Every worker returned although work was left.
  case abandoned
}

/// Work on a sequence of inputs by several threads, with the outputs in input order.
///
/// The calling thread reads the inputs and emits the outputs, so neither needs to be `Sendable` code.
/// Each worker runs `body` once and owns whatever it makes there:
/// ```swift
/// mapInOrder(workers: 4, next: { reader.nextBatch() }) { queue in
///   var scanner = Scanner(rules)
///   while let (ticket, batch) = queue.take() { queue.give(scanner.scan(batch), for: ticket) }
/// } emit: { verdicts in
///   report.write(verdicts)
///   return true
/// }
/// ```
/// At most `window` inputs (4 a worker, when nil) are read and not yet emitted, so memory is bounded. With one worker everything
/// runs on the calling thread.
///
/// - Parameters:
///   - workers: The number of threads; less than 1 counts as 1.
///   - window: The most inputs under way.
///   - next: Answers the next input, nil at the end; called on the calling thread.
///   - body: What one worker does until `take` answers nil.
///   - emit: Takes an output; false ends the run without the rest. Called on the calling thread.
/// - Returns: How it ended.
@discardableResult
public func mapInOrder<Input: Sendable, Output: Sendable>(
  workers: Int, window: Int? = nil, next: () -> Input?,
  body: @escaping @Sendable (WorkQueue<Input, Output>) -> Void, emit: (Output) -> Bool
) -> WorkOutcome {
  let window = max(window ?? workers * 4, max(workers, 1))
  let queue = WorkQueue<Input, Output>(window: window)
  if workers > 1 {
    var threads: [Thread] = []
    for _ in 0..<workers {
      queue.workerStarts()
      let thread = Thread {
        body(queue)
        queue.workerEnds()
      }
      guard let thread else {
        // No more threads to be had: the work is done by those that there are.
        queue.workerEnds()
        break
      }
      threads.append(thread)
    }
    if !threads.isEmpty {
      defer { for thread in threads { thread.join() } }
      return queue.run(next: next, emit: emit)
    }
  }
  return queue.runInline(next: next, body: body, emit: emit)
}

/// The inputs that wait for a worker and the outputs that wait for their turn.
@safe public final class WorkQueue<Input: Sendable, Output: Sendable>: @unchecked Sendable {
  // SAFETY: everything mutable below is read and written only while `lock` is held, except the two
  // inline closures, which are set and used on one thread and never while workers run.

  /// Which input an output belongs to.
  public struct Ticket: Sendable, Hashable { fileprivate var number: Int }

  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  /// Signalled when an input arrives or none will.
  private let inputArrived: UnsafeMutablePointer<pthread_cond_t>
  /// Signalled when the output whose turn it is arrives, or the last worker ends.
  private let outputArrived: UnsafeMutablePointer<pthread_cond_t>

  private let window: Int
  /// Inputs by ticket number modulo `window`.
  private var inputs: [Input?]
  private var outputs: [Output?]
  /// Tickets issued, taken by workers, and emitted.
  private var issued = 0
  private var taken = 0
  private var emitted = 0
  private var isClosed = false
  private var idleWorkers = 0
  private var liveWorkers = 0

  private var inlineNext: (() -> Input?)?
  private var inlineEmit: ((Output) -> Bool)?
  private var inlineOutcome = WorkOutcome.finished

  fileprivate init(window: Int) {
    self.window = window
    inputs = Array(repeating: nil, count: window)
    outputs = Array(repeating: nil, count: window)
    // SAFETY: allocated and initialised here, freed in deinit when no thread can hold them.
    unsafe lock = .allocate(capacity: 1)
    unsafe inputArrived = .allocate(capacity: 1)
    unsafe outputArrived = .allocate(capacity: 1)
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(inputArrived, nil)
    unsafe pthread_cond_init(outputArrived, nil)
  }

  deinit {
    // SAFETY: the last reference is gone, so no thread waits on them.
    unsafe pthread_cond_destroy(outputArrived)
    unsafe pthread_cond_destroy(inputArrived)
    unsafe pthread_mutex_destroy(lock)
    unsafe outputArrived.deallocate()
    unsafe inputArrived.deallocate()
    unsafe lock.deallocate()
  }

  /// The next input for the calling worker; nil when there is no more and the worker should return.
  public func take() -> (ticket: Ticket, input: Input)? {
    if let inlineNext {
      guard !isClosed, emitted == taken, let input = inlineNext() else { return nil }
      taken += 1
      return (Ticket(number: taken - 1), input)
    }
    enter()
    defer { leave() }
    while taken == issued, !isClosed {
      idleWorkers += 1
      unsafe pthread_cond_wait(inputArrived, lock)
      idleWorkers -= 1
    }
    guard taken < issued, let input = inputs[taken % window].take() else { return nil }
    taken += 1
    return (Ticket(number: taken - 1), input)
  }

  /// Hands in the output for an input; each ticket counts once.
  public func give(_ output: Output, for ticket: Ticket) {
    if let inlineEmit {
      guard !isClosed, ticket.number == emitted, emitted < taken else { return }
      emitted += 1
      if !inlineEmit(output) {
        isClosed = true
        inlineOutcome = .stopped
      }
      return
    }
    enter()
    defer { leave() }
    guard ticket.number >= emitted, ticket.number < taken else { return }
    outputs[ticket.number % window] = output
    if ticket.number == emitted { unsafe pthread_cond_signal(outputArrived) }
  }

  private func enter() { unsafe pthread_mutex_lock(lock) }
  private func leave() { unsafe pthread_mutex_unlock(lock) }

  fileprivate func workerStarts() {
    enter()
    liveWorkers += 1
    leave()
  }

  fileprivate func workerEnds() {
    enter()
    liveWorkers -= 1
    if liveWorkers == 0 { unsafe pthread_cond_signal(outputArrived) }
    leave()
  }

  /// Takes no more inputs, and sends the workers home.
  private func close(dropping: Bool) {
    isClosed = true
    if dropping { taken = issued }
    unsafe pthread_cond_broadcast(inputArrived)
  }

  /// Reads and emits on the calling thread until everything is emitted.
  fileprivate func run(next: () -> Input?, emit: (Output) -> Bool) -> WorkOutcome {
    enter()
    defer { leave() }
    while true {
      if emitted < issued, let output = outputs[emitted % window].take() {
        emitted += 1
        leave()
        let goesOn = emit(output)
        enter()
        if !goesOn {
          close(dropping: true)
          return .stopped
        }
      } else if isClosed, emitted == issued {
        return .finished
      } else if liveWorkers == 0 {
        close(dropping: true)
        return .abandoned
      } else if !isClosed, issued - emitted < window {
        leave()
        let input = next()
        enter()
        if let input {
          inputs[issued % window] = input
          issued += 1
          if idleWorkers > 0 { unsafe pthread_cond_signal(inputArrived) }
        } else {
          close(dropping: false)
        }
      } else {
        unsafe pthread_cond_wait(outputArrived, lock)
      }
    }
  }

  /// Lets one worker run on the calling thread.
  fileprivate func runInline(
    next: () -> Input?, body: (WorkQueue) -> Void, emit: (Output) -> Bool
  ) -> WorkOutcome {
    withoutActuallyEscaping(next) { next in
      withoutActuallyEscaping(emit) { emit in
        var isAtEnd = false
        inlineNext = {
          let input = next()
          isAtEnd = input == nil
          return input
        }
        inlineEmit = emit
        body(self)
        inlineNext = nil
        inlineEmit = nil
        return isAtEnd || inlineOutcome == .stopped ? inlineOutcome : .abandoned
      }
    }
  }
}
