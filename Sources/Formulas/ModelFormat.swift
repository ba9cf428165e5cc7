// SPDX-License-Identifier: Apache-2.0

/// A model text in the house form: one statement after the other as its author ordered them, comments kept.
///
/// Formatting twice gives the same text, and the formatted text reads as the same model. A statement that cannot be read stays
/// as it is.
public enum ModelFormat {
  /// Longer lines are broken between terms, attributes, arguments.
  public static let width = 140

  public static func format(_ text: String) -> String {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(Array.init)
    if lines.first?.first == "\u{FEFF}" { lines[0].removeFirst() }
    var output: [String] = []
    var position = 0
    while position < lines.count {
      let line = lines[position]
      guard let first = line.first, !first.isWhitespace, !isComment(line) else {
        output.append(trimmed(line))
        position += 1
        continue
      }
      var end = position + 1
      // The statement ends with its last line that is neither blank nor a comment.
      var next = end
      while next < lines.count, lines[next].first?.isWhitespace ?? true || isComment(lines[next]) {
        next += 1
        if !isBlank(lines[next - 1]), !isComment(lines[next - 1]) { end = next }
      }
      output += statement(Array(lines[position..<end]), from: position + 1)
      position = end
    }
    return joined(output)
  }

  private static func isBlank(_ line: [Character]) -> Bool { line.allSatisfy(\.isWhitespace) }

  private static func isComment(_ line: [Character]) -> Bool {
    let rest = line.drop(while: \.isWhitespace)
    return rest.first == "/" && rest.dropFirst().first == "/"
  }

  private static func trimmed(_ line: [Character]) -> String {
    String(line[..<(line.lastIndex { !$0.isWhitespace }.map { $0 + 1 } ?? 0)])
  }

  /// One blank line between paragraphs, none at the ends.
  private static func joined(_ lines: [String]) -> String {
    var kept: [String] = []
    for line in lines where !(line.isEmpty && (kept.last ?? "").isEmpty) { kept.append(line) }
    while kept.last?.isEmpty ?? false { kept.removeLast() }
    return kept.isEmpty ? "" : kept.joined(separator: "\n") + "\n"
  }

  private static func statement(_ lines: [[Character]], from number: Int) -> [String] {
    let kept = lines.map(trimmed)
    let tokenizer = Tokenizer(lines: lines.enumerated().map { (number + $0.offset, $0.element) })
    guard tokenizer.findings.isEmpty else { return kept }
    var parser = StatementParser(tokenizer.tokens)
    var model = ParsedModel()
    do throws(NotUnderstood) {
      try parser.parse(into: &model)
    } catch {
      return kept
    }
    let parts = StatementText.parts(of: model, at: number)
    if parts.isEmpty { return kept }
    let comments = tokenizer.comments
    let line = oneLine(parts)
    let isOneLine =
      Set(tokenizer.tokens.dropLast().map(\.place.line)).count == 1 && comments.allSatisfy { !$0.isWholeLine }
    if isOneLine, line.count <= width + 40 {
      return [line + (comments.first.map { "   " + $0.text.trimmedRight } ?? "")]
    }
    let output = written(parts, comments)
    // Nothing an author wrote is ever lost: a statement that would read otherwise stays as it is.
    return keeps(output, parts, comments.count) ? output : kept
  }

  private static func keeps(_ output: [String], _ parts: [StatementPart], _ commentCount: Int) -> Bool {
    let tokenizer = Tokenizer(lines: output.enumerated().map { ($0.offset + 1, Array($0.element)) })
    var parser = StatementParser(tokenizer.tokens)
    var model = ParsedModel()
    do throws(NotUnderstood) {
      try parser.parse(into: &model)
    } catch {
      return false
    }
    return tokenizer.comments.count == commentCount && tokenizer.findings.isEmpty
      && StatementText.parts(of: model, at: 1).map(\.pieces) == parts.map(\.pieces)
  }

  private static func oneLine(_ parts: [StatementPart]) -> String {
    parts.map { $0.pieces.joined(separator: $0.gap) }.joined(separator: " ")
  }

  /// Each part on lines of its own, with the comments that stood beside and before it.
  private static func written(_ parts: [StatementPart], _ comments: [Tokenizer.Comment]) -> [String] {
    var output: [String] = []
    for (index, part) in parts.enumerated() {
      let indentation = index == 0 ? "" : "  "
      let next = index + 1 < parts.count ? parts[index + 1].line : Int.max
      let before = index == 0 ? Int.min : parts[index - 1].line
      // A comment that fills a line stands before the part that follows; any other beside the part it follows.
      let above = comments.filter { $0.isWholeLine && $0.line < part.line && $0.line >= before }
      let isLastOnLine = next > part.line
      var beside = isLastOnLine ? comments.filter { !$0.isWholeLine && $0.line >= part.line && $0.line < next } : []
      let trailing = beside.popLast()
      // What filled a line inside the last part stands with it.
      let inside = index == parts.count - 1 ? comments.filter { $0.isWholeLine && $0.line >= part.line } : []
      let around = (above + beside + inside).map { "  " + $0.text.trimmedRight }
      var lines = wrapped(part, indentation)
      if let trailing { lines[lines.count - 1] += "   " + trailing.text.trimmedRight }
      // Before the first part another statement ends.
      output += index == 0 ? lines + around : around + lines
    }
    return output
  }

  private static func wrapped(_ part: StatementPart, _ indentation: String) -> [String] {
    var lines: [String] = []
    var line = indentation
    for (index, piece) in part.pieces.enumerated() {
      if index > 0, line.count + part.gap.count + piece.count > width {
        lines.append(line)
        line = indentation + (part.gap == " " ? "  " : "") + piece
      } else {
        line += (index > 0 ? part.gap : "") + piece
      }
    }
    return lines + [line]
  }
}

extension String {
  var trimmedRight: String { String(self[..<(lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex)]) }
}
