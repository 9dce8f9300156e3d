import Filter
import Gateway
import Loading
import Milter
import Native
import Scanning

// Arguments, then the daemon; everything else is in Gateway and Milter.

let usage = """
  usage: chaperone-milter --config FILE [--check]

  Judges mail for Postfix or Sendmail before it is sent. FILE is described in
  chaperone-milter.conf; --check reads it, the lexicons, the profile and the rosters, tells
  every mistake and ends: 0 when there is none, 78 otherwise.

  SIGHUP reads all files anew, SIGTERM finishes the messages in progress and ends.

  """

var path: String?
var isCheck = false
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
  switch argument {
  case "--config":
    path = arguments.popFirst()
    if path == nil { complain("--config needs a file\n\(usage)", status: .usage) }
  case "--check": isCheck = true
  case "--version":
    say("chaperone-milter \(Release.version)\n")
    Host.exit(0)
  case "--help":
    say(usage)
    Host.exit(0)
  default: complain("'\(argument)' is not understood\n\(usage)", status: .usage)
  }
}
guard let path else { complain("no configuration is named\n\(usage)", status: .usage) }

let loader = SnapshotLoader(path: path)
if isCheck {
  do {
    let snapshot = try loader.snapshot(generation: 0, isStrict: true)
    for note in snapshot.setup.notes { tell(note.rendered) }
    say(
      "\(path): no mistakes; \(snapshot.setup.rules.ruleCount) rules of \(snapshot.setup.lexiconFolder)\n"
    )
    Host.exit(0)
  } catch {
    refuse(error)
  }
}
do {
  let daemon = try Daemon(try loader.configuration())
  try daemon.run(loader)
} catch let problem as LoadProblem {
  refuse(problem)
} catch let problem as Account.Problem {
  complain(problem.sentence, status: .configuration)
} catch let problem as MilterServer.Problem {
  complain(problem.sentence, status: .configuration)
} catch {
  complain("\(error)", status: .internal)
}

/// Prints text on standard output.
func say(_ text: String) {
  var output = OutputFile.standardOutput()
  try? output.append(text)
  try? output.close()
}

/// Prints text on standard error.
func tell(_ text: String) {
  var output = OutputFile.standardError()
  try? output.append(text)
  try? output.close()
}

/// Prints a sentence and ends.
func complain(_ sentence: String, status: ScanStatus) -> Never {
  tell("chaperone-milter: \(sentence)\n")
  Host.exit(status.rawValue)
}

/// Prints all mistakes and ends.
func refuse(_ problem: LoadProblem) -> Never {
  for diagnostic in problem.diagnostics { tell(diagnostic.rendered + "\n") }
  complain(problem.sentence, status: .configuration)
}
