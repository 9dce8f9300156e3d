/// What was run on what, so that a result can be repeated and defended: written by `scan --manifest`.
///
/// It holds nothing that differs between two runs of the same thing but the coverage's seconds.
public struct Manifest: Sendable {
  /// A file that was read.
  public struct Source: Sendable {
    /// The path as given; `-` for standard input.
    public var path: String
    /// Its length in bytes; nil when it cannot be told (standard input).
    public var bytes: Int?
    /// `sha256:…` of its bytes; nil when it cannot be told.
    public var digest: String?

    /// Creates a source.
    public init(path: String, bytes: Int?, digest: String?) {
      self.path = path
      self.bytes = bytes
      self.digest = digest
    }
  }

  /// The version of Chaperone.
  public var version: String
  /// Names and versions of the libraries that decide results.
  public var libraries: [(name: String, version: String)]
  /// The lexicon folder and its hash.
  public var lexicons: Source
  /// The policy's name and title; empty when the folder holds none.
  public var policy: String
  /// The district profile with its hash; nil when the scan ran without one.
  public var profile: Source?
  /// The rosters that the profile names.
  public var rosters: [Source]
  /// The options that decide results, as given.
  public var options: [(name: String, value: String)]
  /// What was scanned, in order.
  public var sources: [Source]
  /// What was read and what was not.
  public var coverage: Coverage

  /// Creates a manifest without sources.
  public init(version: String, lexicons: Source, policy: String) {
    self.version = version
    libraries = []
    self.lexicons = lexicons
    self.policy = policy
    profile = nil
    rosters = []
    options = []
    sources = []
    coverage = Coverage()
  }

  /// The manifest as one JSON object and a line break.
  public func json() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("chaperone", version)
      json.key("libraries")
      json.object { json in
        for library in libraries {
          json.member(library.name, library.version)
        }
      }
      json.key("lexicons")
      write(lexicons, into: &json)
      json.member("policy", policy)
      json.key("profile")
      if let profile { write(profile, into: &json) } else { json.null() }
      json.key("rosters")
      json.array { json in
        for roster in rosters { write(roster, into: &json) }
      }
      json.key("options")
      json.object { json in
        for option in options {
          json.member(option.name, option.value)
        }
      }
      json.key("sources")
      json.array { json in
        for source in sources { write(source, into: &json) }
      }
      json.key("coverage")
      coverage.write(into: &json)
    }
    json.endLine()
    return json.bytes
  }

  private func write(_ source: Source, into json: inout JSONWriter) {
    json.object { json in
      json.member("path", source.path)
      json.key("bytes")
      if let bytes = source.bytes { json.number(bytes) } else { json.null() }
      json.key("digest")
      if let digest = source.digest { json.string(digest) } else { json.null() }
    }
  }
}
