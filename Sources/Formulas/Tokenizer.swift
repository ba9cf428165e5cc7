// SPDX-License-Identifier: Apache-2.0

/// One word, number, text or sign of a model text.
struct Token: Hashable {
  enum Kind: Hashable {
    case word(String)
    case number(Double, text: String)
    case text(String)
    case symbol(String)
    case end
  }

  let kind: Kind
  let place: TextPlace

  var isEnd: Bool { kind == .end }
  var word: String? { if case .word(let text) = kind { text } else { nil } }
  var symbol: String? { if case .symbol(let text) = kind { text } else { nil } }

  /// As the author wrote it, for findings.
  var shown: String {
    switch kind {
    case .word(let text), .number(_, let text), .symbol(let text): text
    case .text(let text): "\"" + text + "\""
    case .end: "…"
    }
  }

  /// The same in a sentence.
  var wording: Wording { isEnd ? Wording("语句结尾", "the end of the statement") : Wording.code(shown) }
}

/// Characters → tokens, for the lines of one statement.
struct Tokenizer {
  private(set) var tokens: [Token] = []
  private(set) var findings: [TextFinding] = []
  /// Comments of the lines, from `//` to the end.
  private(set) var comments: [Comment] = []

  struct Comment {
    let line: Int
    let text: String
    /// Nothing stands before it.
    let isWholeLine: Bool
  }

  private var line: [Character] = []
  private var number = 0
  private var position = 0

  /// - Parameter lines: line number and its characters.
  init(lines: [(number: Int, characters: [Character])]) {
    for entry in lines { read(entry.characters, number: entry.number) }
    let last = lines.last
    tokens.append(
      Token(
        kind: .end, place: TextPlace(line: last?.number ?? 1, column: (last?.characters.count ?? 0) + 1)))
  }

  private mutating func read(_ characters: [Character], number: Int) {
    line = characters
    self.number = number
    position = 0
    while position < line.count {
      let character = Tokenizer.plain(line[position])
      if character == "/", position + 1 < line.count, line[position + 1] == "/" {
        let isWhole = line[..<position].allSatisfy(\.isWhitespace)
        comments.append(Comment(line: number, text: String(line[position...]), isWholeLine: isWhole))
        return
      }
      if character.isWhitespace {
        position += 1
      } else if character == "\"" {
        readText()
      } else if character.isASCII, character.isNumber {
        readNumber()
      } else if character == "_" || character.isLetter {
        readWord()
      } else {
        readSymbol(character)
      }
    }
  }

  private var place: TextPlace { TextPlace(line: number, column: position + 1) }

  private mutating func readText() {
    let start = place
    position += 1
    var text = ""
    while position < line.count, Tokenizer.plain(line[position]) != "\"" {
      text.append(line[position])
      position += 1
    }
    if position >= line.count {
      findings.append(
        TextFinding(
          .textNotUnderstood, at: start, subject: "\"",
          Wording("文字没有收尾的引号。", "A text has no closing quotation mark."),
          hint: Wording("在同一行收尾。", "Close it on the same line.")))
    }
    position += 1
    tokens.append(Token(kind: .text(text), place: start))
  }

  private mutating func readNumber() {
    let start = place
    var text = ""
    var sawPoint = false
    while position < line.count {
      let character = line[position]
      if character.isASCII, character.isNumber {
        text.append(character)
      } else if character == ".", !sawPoint, position + 1 < line.count, line[position + 1].isASCII,
        line[position + 1].isNumber
      {
        sawPoint = true
        text.append(character)
      } else if character != "_" {
        break
      }
      position += 1
    }
    readExponent(&text)
    guard let value = Double(text), value.isFinite else {
      findings.append(
        TextFinding(
          .textNotUnderstood, at: start, subject: text, Wording("这个数太大。", "This number is too large.")))
      tokens.append(Token(kind: .number(0, text: text), place: start))
      return
    }
    tokens.append(Token(kind: .number(value, text: text), place: start))
  }

  /// `e-9` behind digits.
  private mutating func readExponent(_ text: inout String) {
    guard position < line.count, line[position] == "e" || line[position] == "E" else { return }
    var end = position + 1
    if end < line.count, line[end] == "-" || line[end] == "+" { end += 1 }
    guard end < line.count, line[end].isASCII, line[end].isNumber else { return }
    while end < line.count, line[end].isASCII, line[end].isNumber { end += 1 }
    text += String(line[position..<end])
    position = end
  }

  private mutating func readWord() {
    let start = place
    var text = ""
    while position < line.count, line[position] == "_" || line[position].isLetter || line[position].isNumber {
      text.append(line[position])
      position += 1
    }
    tokens.append(Token(kind: .word(text), place: start))
  }

  private mutating func readSymbol(_ character: Character) {
    let start = place
    let next = position + 1 < line.count ? Tokenizer.plain(line[position + 1]) : " "
    let pair = String([character, next])
    if ["<>", "<=", ">=", ".."].contains(pair) {
      tokens.append(Token(kind: .symbol(pair), place: start))
      position += 2
    } else if "+-*/()[],:=<>%.".contains(character) {
      tokens.append(Token(kind: .symbol(String(character)), place: start))
      position += 1
    } else {
      findings.append(
        TextFinding(
          .textNotUnderstood, at: start, subject: String(character),
          Wording("这个字符在模型里没有意义。", "This character has no meaning in a model."),
          hint: Wording("去掉它，或放进引号当作文字。", "Remove it, or quote it as text.")))
      position += 1
    }
  }

  /// Full-width signs of Chinese input methods, as their ASCII twins.
  private static func plain(_ character: Character) -> Character {
    switch character {
    case "（": "("
    case "）": ")"
    case "【": "["
    case "】": "]"
    case "，", "、": ","
    case "：": ":"
    case "＝": "="
    case "＋": "+"
    case "－", "−": "-"
    case "×", "＊": "*"
    case "÷", "／": "/"
    case "％": "%"
    case "＜": "<"
    case "＞": ">"
    case "“", "”": "\""
    default: character
    }
  }
}
