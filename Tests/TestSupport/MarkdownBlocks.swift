/// The fenced code blocks of a Markdown text, so that documentation can be tested.
public enum MarkdownBlocks {
  /// One block.
  public struct Block: Sendable {
    /// The word after the opening fence: `lexicon`; empty when there is none.
    public var language: String
    /// The line after the opening fence, from 1.
    public var line: Int
    /// The lines between the fences.
    public var text: String
  }

  /// The blocks of a text, in order; one that is never closed ends with the text.
  public static func blocks(of markdown: String) -> [Block] {
    var blocks: [Block] = []
    var isOpen = false
    let lines = markdown.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if !isOpen {
          blocks.append(Block(language: String(line.dropFirst(3)), line: index + 2, text: ""))
        }
        isOpen.toggle()
      } else if isOpen {
        blocks[blocks.count - 1].text += line + "\n"
      }
    }
    return blocks
  }
}
