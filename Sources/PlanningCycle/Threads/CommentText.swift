// SPDX-License-Identifier: Apache-2.0

/// A comment as it was typed: plain text in which `@{login}` names somebody. Nothing in it is ever read as markup.
struct CommentText {
  static let limits = (characters: 2_000, mentions: 20)

  let text: String
  /// Of the people it names, as they first appear.
  let logins: [String]

  /// Blank ends are left out, line ends are one sign.
  init(_ typed: String) {
    let lines = typed.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    var body = Substring(lines)
    while let last = body.last, last.isWhitespace { body.removeLast() }
    text = String(body.drop(while: \.isWhitespace))
    logins = Self.logins(in: text)
  }

  private static func logins(in text: String) -> [String] {
    var found: [String] = []
    var rest = Substring(text)
    while let start = rest.firstRange(of: "@{") {
      rest = rest[start.upperBound...]
      guard let end = rest.firstIndex(of: "}") else { break }
      let login = String(rest[..<end])
      if !login.isEmpty, !found.contains(login) { found.append(login) }
      rest = rest[rest.index(after: end)...]
    }
    return found
  }

  /// Everything that is wrong with it, whoever it names left aside.
  var faults: [BilingualText] {
    var faults: [BilingualText] = []
    if text.isEmpty { faults.append(BilingualText("没有写内容", "nothing is written")) }
    let limits = Self.limits
    // A letter with a thousand accents is one character and a kilobyte.
    if text.count > limits.characters || text.unicodeScalars.count > 4 * limits.characters {
      faults.append(BilingualText("超过 \(limits.characters) 字", "it is longer than \(limits.characters) characters"))
    }
    if logins.count > limits.mentions {
      faults.append(
        BilingualText(
          "@ 了 \(logins.count) 人，至多 \(limits.mentions) 人", "\(logins.count) people are named, at most \(limits.mentions) may be"))
    }
    if let sign = text.unicodeScalars.first(where: Self.isHidden) {
      let name = "U+" + String(sign.value, radix: 16, uppercase: true)
      faults.append(BilingualText("含有看不见的控制字符 \(name)", "it holds the invisible control character \(name)"))
    }
    return faults
  }

  /// Controls, and what turns the direction of the text around it.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\n" || scalar == "\t" { return false }
    return scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value)
  }
}
