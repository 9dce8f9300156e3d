import Corpus
import Lexicons
import Mail
import Native
import People
import Reports
import Scanning
import Text

/// Runs stages, with the buffers that one worker of a scan would reuse.
public struct StageRunner: ~Copyable {
  private let material: Material
  private let report = JSONLinesReport(style: ReportStyle(), lexicon: "sha256:0")
  private var parser = MIMEParser()
  private var charsets = CharsetDecoder()
  private var folder = Folder()
  private var phraseMatcher: PhraseMatcher
  private var patternMatcher: PatternMatcher
  private var scanner: Scanner
  private var message = Message()
  private var blocks = Blocks()
  private var tokens: [Token] = []
  private var phraseHits: [PhraseHit] = []
  private var patternHits: [PatternHit] = []
  private var output: [UInt8] = []
  private var json = JSONWriter()

  /// Creates a runner over prepared input.
  public init(_ material: Material) {
    self.material = material
    phraseMatcher = PhraseMatcher(material.rules.phrases)
    patternMatcher = PatternMatcher(material.rules.cues)
    scanner = Scanner(material.rules)
  }

  /// Runs a stage over all its input once.
  ///
  /// - Returns: a count of what came out, the same every time.
  @inline(never)
  public mutating func run(_ stage: Stage) -> Int {
    switch stage {
    case .split: split()
    case .mime: mime()
    case .quotedPrintable: decode(.quotedPrintable)
    case .base64: decode(.base64)
    case .charset: charset()
    case .html: read(html: true)
    case .plain: read(html: false)
    case .fold: fold()
    case .phrases: phrases()
    case .patterns: patterns()
    case .score: score()
    case .write: write()
    case .scan: scan()
    case .compile: compile()
    case .check: check()
    }
  }

  // MARK: Reading

  private func split() -> Int { Material.messages(in: material.mbox).count }

  private mutating func mime() -> Int {
    let mbox = material.mbox
    var parts = 0
    for range in material.messages {
      parser.parse(mbox.span.extracting(range), into: &message)
      parts += message.parts.count
    }
    return parts
  }

  private mutating func decode(_ encoding: Part.TransferEncoding) -> Int {
    let mbox = material.mbox
    var count = 0
    for body in material.bodies where body.encoding == encoding {
      output.removeAll(keepingCapacity: true)
      var map = OffsetMap()
      _ = TransferDecoding.decode(
        mbox.span.extracting(body.range), as: encoding, into: &output, map: &map)
      count += output.count
    }
    return count
  }

  private mutating func charset() -> Int {
    var count = 0
    charsets.reset()
    for (body, bytes) in material.raw {
      output.removeAll(keepingCapacity: true)
      var map = OffsetMap()
      _ = charsets.decode(bytes.span, label: body.charset, into: &output, map: &map)
      count += output.count
    }
    return count
  }

  private mutating func read(html isHTML: Bool) -> Int {
    var count = 0
    for (body, bytes) in material.texts where body.isHTML == isHTML {
      blocks.reset()
      if isHTML {
        HTMLText.extract(bytes.span, into: &blocks)
      } else {
        PlainText.extract(bytes.span, isFlowed: body.isFlowed, into: &blocks)
      }
      count += blocks.text.count
    }
    return count
  }

  private mutating func fold() -> Int {
    var count = 0
    for text in material.readable {
      output.removeAll(keepingCapacity: true)
      var map = OffsetMap()
      folder.fold(text.span, into: &output, map: &map)
      count += output.count
    }
    return count
  }

  // MARK: Judging

  private mutating func phrases() -> Int {
    var count = 0
    for passage in material.folded {
      scanWords(passage.bytes.span, into: &tokens)
      let tokens = tokens  // shared, not copied: a span of a property would borrow all of them
      _ = phraseMatcher.match(tokens.span, in: passage.bytes.span, into: &phraseHits)
      count += phraseHits.count
    }
    return count
  }

  private mutating func patterns() -> Int {
    var count = 0
    for passage in material.folded {
      patternMatcher.beginMessage()
      patternMatcher.match(
        in: passage.bytes.span, tokens: passage.tokens.span, phraseHits: passage.hits.span,
        into: &patternHits)
      count += patternHits.count
    }
    return count
  }

  private mutating func score() -> Int {
    var findings = 0
    for (index, range) in material.messages.enumerated() {
      // Plain readings of what is disguised are added to the passages, and are made anew in each run.
      var passages = material.parsed[index].passages
      let verdict = scanner.verdict(
        on: material.parsed[index].message, in: &passages, at: Material.location(of: range))
      findings += verdict.findings.count
    }
    return findings
  }

  // MARK: The whole

  private mutating func write() -> Int {
    var count = 0
    for verdict in material.verdicts {
      json.removeAll()
      report.write(verdict, into: &json)
      count += json.bytes.count
    }
    return count
  }

  private mutating func scan() -> Int {
    let mbox = material.mbox
    var count = 0
    for range in Material.messages(in: mbox) {
      let verdict = scanner.scan(
        mbox.span.extracting(range), at: Material.location(of: range))
      json.removeAll()
      report.write(verdict, into: &json)
      count += json.bytes.count
    }
    return count
  }

  private func compile() -> Int {
    do throws(FileError) {
      return Ruleset(try LexiconFolder.load(material.lexicons, vocabulary: .standard)).ruleCount
    } catch {
      return 0
    }
  }

  private mutating func check() -> Int {
    let rules: LoadedRules
    do throws(FileError) {
      rules = try LoadedRules.load(material.lexicons) { _ in "" }
    } catch {
      return 0
    }
    let mbox = material.mbox
    var scanner = Scanner(rules.ruleset)
    let verdict = scanner.scan(
      mbox.span.extracting(material.single), at: Material.location(of: material.single))
    json.removeAll()
    report.write(verdict, into: &json)
    return json.bytes.count
  }
}
