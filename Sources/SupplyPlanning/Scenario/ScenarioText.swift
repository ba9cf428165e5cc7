// SPDX-License-Identifier: Apache-2.0

/// One word of a scenario with its place.
struct ScenarioWord: Hashable, Sendable {
  let text: String
  let place: ScenarioPlace
  /// A word in quotation marks is a name, whatever it looks like.
  let isQuoted: Bool
}

/// One line of a scenario that says something.
struct ScenarioStatement: Hashable, Sendable {
  let words: [ScenarioWord]
  /// The first word in its English form.
  let keyword: String
  var place: ScenarioPlace { words[0].place }
}

/// Splits a scenario into statements: one a line; `//` and `#` begin a comment; spaces, commas, semicolons and colons (of either width) separate words.
enum ScenarioText {
  static let lineLimit = 2_000_000

  static func statements(_ text: String) -> [ScenarioStatement] {
    var result: [ScenarioStatement] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = words(line, number: index + 1)
      guard let first = words.first else { continue }
      result.append(ScenarioStatement(words: words, keyword: ScenarioVocabulary.english(first.text)))
    }
    return result
  }

  private static func words(_ line: Substring, number: Int) -> [ScenarioWord] {
    var words: [ScenarioWord] = []
    var index = line.startIndex
    var column = 1
    func isSeparator(_ character: Character) -> Bool { character.isWhitespace || ",;:，；：、\u{FEFF}".contains(character) }
    while index < line.endIndex {
      let character = line[index]
      if character == "#" || line[index...].hasPrefix("//") { break }
      if isSeparator(character) {
        index = line.index(after: index)
        column += 1
        continue
      }
      let place = ScenarioPlace(line: number, column: column)
      let closing: Character? = character == "\"" ? "\"" : character == "“" ? "”" : nil
      if closing != nil {
        index = line.index(after: index)
        column += 1
      }
      let start = index
      while index < line.endIndex, closing.map({ line[index] != $0 }) ?? !isSeparator(line[index]) {
        index = line.index(after: index)
        column += 1
      }
      words.append(ScenarioWord(text: String(line[start..<index]), place: place, isQuoted: closing != nil))
      if closing != nil, index < line.endIndex {
        index = line.index(after: index)
        column += 1
      }
    }
    return words
  }
}
