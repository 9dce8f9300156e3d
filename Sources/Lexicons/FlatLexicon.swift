public import Native

// What rules are made of, as flat numbers and texts: the counterpart of each `write` reads the same
// things in the same order. What only the parser and the linter need (the words of phrases, examples)
// is left out.

extension FlatWriter {
  /// Adds a concern.
  public mutating func write(_ concern: Concern) {
    write(Concern.allCases.firstIndex(of: concern) ?? 0)
  }

  /// Adds a level.
  public mutating func write(_ level: Level) { write(Level.allCases.firstIndex(of: level) ?? 0) }

  /// Adds a list of texts.
  public mutating func write(_ texts: [String]) { list(texts) { $0.write($1) } }

  /// Adds a list of concerns.
  public mutating func write(_ concerns: [Concern]) { list(concerns) { $0.write($1) } }
}

extension FlatReader {
  /// Reads a concern.
  public mutating func concern() -> Concern {
    switch number(in: 0..<5) {
    case 0: .student
    case 1: .medical
    case 2: .personnel
    case 3: .boundary
    default: .channel
    }
  }

  /// Reads a level.
  public mutating func level() -> Level {
    switch number(in: 0..<4) {
    case 0: .none
    case 1: .low
    case 2: .medium
    default: .high
    }
  }

  /// Reads a list of texts.
  public mutating func texts() -> [String] { list { $0.text() } }

  /// Reads a list of concerns.
  public mutating func concerns() -> [Concern] { list { $0.concern() } }
}

extension FlatWriter {
  /// Adds a place; files are few.
  public mutating func write(_ place: Place) {
    write(shared: place.path)
    write(place.line)
    write(place.column)
  }

  /// Adds a diagnostic.
  public mutating func write(_ diagnostic: Diagnostic) {
    write(diagnostic.severity == .error)
    write(diagnostic.place)
    write(diagnostic.length)
    write(diagnostic.message)
    write(optional: diagnostic.hint)
    write(diagnostic.line)
    write(diagnostic.code)
    switch diagnostic.fix {
    case nil: write(0)
    case .removeLine: write(1)
    case .replace(let text):
      write(2)
      write(text)
    }
  }

  /// Adds the bands of a concern.
  public mutating func write(_ bands: ConcernBands) {
    write(bands.concern)
    write(bands.about)
    write(optional: bands.clause)
    for score in [bands.low, bands.medium, bands.high, bands.cap] { write(score) }
  }

  /// Adds a combination.
  public mutating func write(_ combination: Combination) {
    write(combination.name)
    write(combination.about)
    list(combination.needs) { writer, need in
      writer.write(need.concern)
      writer.write(need.level)
    }
    write(combination.raisesTo)
  }

  /// Adds a policy.
  public mutating func write(_ policy: Policy) {
    write(policy.name)
    write(policy.title)
    write(policy.source)
    list(policy.clauses) { writer, clause in
      writer.write(clause.number)
      writer.write(clause.title)
      writer.write(clause.text)
    }
  }
}

extension FlatReader {
  /// Reads a place.
  public mutating func place() -> Place {
    Place(path: sharedText(), line: number(), column: number())
  }

  /// Reads a diagnostic.
  public mutating func diagnostic() -> Diagnostic {
    let severity: Diagnostic.Severity = truth() ? .error : .warning
    let place = place()
    let length = number()
    let message = text()
    let hint = optionalText()
    let line = text()
    let code = text()
    let fix: Diagnostic.Fix? =
      switch number(in: 0..<3) {
      case 0: nil
      case 1: .removeLine
      default: .replace(text())
      }
    return Diagnostic(
      severity, message, at: place, length: length, line: line, hint: hint, code: code, fix: fix)
  }

  /// Reads the bands of a concern.
  public mutating func bands() -> ConcernBands {
    ConcernBands(
      concern: concern(), about: text(), clause: optionalText(), low: number(), medium: number(),
      high: number(), cap: number())
  }

  /// Reads a combination.
  public mutating func combination() -> Combination {
    Combination(
      name: text(), about: text(),
      needs: list { .init(concern: $0.concern(), level: $0.level()) }, raisesTo: level())
  }

  /// Reads a policy.
  public mutating func policy() -> Policy {
    Policy(
      name: text(), title: text(), source: text(),
      clauses: list { .init(number: $0.text(), title: $0.text(), text: $0.text()) })
  }
}
