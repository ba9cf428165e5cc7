// SPDX-License-Identifier: Apache-2.0

/// Model text → tree. Every statement is read on its own, so that one error hides no other.
public enum ModelText {
  public static let byteLimit = 2_000_000

  /// - Returns: everything that could be read, and a finding for everything that could not, in text order.
  public static func parse(_ text: String) -> ParsedModel {
    var model = ParsedModel()
    guard text.utf8.count <= byteLimit else {
      model.findings.append(
        TextFinding(
          .limitExceeded, at: TextPlace(line: 1, column: 1), subject: "model text",
          Wording(
            "模型文本最多 \(byteLimit) 字节，这个有 \(text.utf8.count)。",
            "A model text has at most \(byteLimit) bytes; this one has \(text.utf8.count).")))
      return model
    }
    var statement: [(number: Int, characters: [Character])] = []
    var number = 0
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      var characters = Array(line)
      if number == 1, characters.first == "\u{FEFF}" { characters.removeFirst() }
      guard let first = characters.first(where: { !$0.isWhitespace }) else { continue }
      let isComment = first == "/" && characters.drop(while: \.isWhitespace).dropFirst().first == "/"
      if isComment { continue }
      if !characters[0].isWhitespace {
        read(statement, into: &model)
        statement = []
      }
      statement.append((number, characters))
    }
    read(statement, into: &model)
    model.findings.sort { $0.place < $1.place }
    return model
  }

  private static func read(
    _ lines: [(number: Int, characters: [Character])], into model: inout ParsedModel
  ) {
    guard !lines.isEmpty else { return }
    let tokenizer = Tokenizer(lines: lines)
    model.findings += tokenizer.findings
    guard tokenizer.tokens.count > 1 else { return }
    var parser = StatementParser(tokenizer.tokens)
    do throws(NotUnderstood) {
      try parser.parse(into: &model)
    } catch {
      model.findings.append(error.finding)
    }
  }

  /// One formula alone, as typed into a formula bar.
  public static func formula(_ text: String) -> (formula: Formula?, findings: [TextFinding]) {
    let tokenizer = Tokenizer(lines: [(1, Array(text))])
    var parser = FormulaParser(reader: TokenReader(tokenizer.tokens))
    do throws(NotUnderstood) {
      let formula = try parser.formula()
      guard parser.reader.current.isEnd else {
        throw parser.reader.unexpected(Wording("公式应到此为止。", "The formula should end here."))
      }
      return (formula, tokenizer.findings)
    } catch {
      return (nil, tokenizer.findings + [error.finding])
    }
  }
}
