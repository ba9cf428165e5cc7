// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Wire

/// What is posted: the form each robot reads, or plain JSON.
struct WebhookBody {
  /// Robots take between 4,096 bytes (企业微信) and 20,000; the smallest, with room for what stands around the text.
  private static let textBytes = 3_000

  private let message: OutgoingMessage
  private let carriesText: Bool

  init(_ message: OutgoingMessage, carriesText: Bool) {
    self.message = message
    self.carriesText = carriesText
  }

  func json(_ kind: WebhookKind, seconds: Int64, secret: SecretText?) -> JSON {
    switch kind {
    case .wecom: return .object([.init("msgtype", "markdown"), .init("markdown", .object([.init("content", .string(markdown))]))])
    case .dingtalk:
      return .object([
        .init("msgtype", "markdown"),
        .init("markdown", .object([.init("title", .string(Self.plain(message.subject))), .init("text", .string(markdown))])),
      ])
    case .feishu: return feishu(seconds, secret)
    case .json:
      return .object([
        .init("key", .string(message.key)), .init("kind", .string(message.kind.rawValue)),
        .init("recipient", .object([.init("login", .string(message.login)), .init("name", .string(message.recipient))])),
        .init("subject", .string(message.subject)), .init("text", carriesText ? .string(message.text) : .null),
        .init("link", JSON(message.link)), .init("language", .string(message.language)), .init("sentAt", .integer(seconds)),
      ])
    }
  }

  private func feishu(_ seconds: Int64, _ secret: SecretText?) -> JSON {
    var elements: [JSON] = [
      .object([
        .init("tag", "div"), .init("text", .object([.init("tag", "lark_md"), .init("content", .string(lines.joined(separator: "\n")))])),
      ])
    ]
    if let link = message.link {
      elements.append(
        .object([
          .init("tag", "action"),
          .init(
            "actions",
            .array([
              .object([
                .init("tag", "button"), .init("text", .object([.init("tag", "plain_text"), .init("content", .string(openWord))])),
                .init("type", "primary"), .init("url", .string(link)),
              ])
            ])),
        ]))
    }
    let card: JSON = .object([
      .init("config", .object([.init("wide_screen_mode", true)])),
      .init(
        "header",
        .object([.init("title", .object([.init("tag", "plain_text"), .init("content", .string(Self.cut(message.subject, 300)))]))])),
      .init("elements", .array(elements)),
    ])
    var members: [JSON.Member] = [.init("msg_type", "interactive"), .init("card", card)]
    if let secret {
      members.insert(
        contentsOf: [
          .init("timestamp", .string(String(seconds))), .init("sign", .string(Signature.feishu(seconds: seconds, secret: secret.value))),
        ], at: 0)
    }
    return .object(members)
  }

  private var openWord: String { message.language == "en" ? "Open in Tongpin" : "在同频里打开" }

  private var lines: [String] {
    let addressee = (message.language == "en" ? "To: " : "收件人：") + Self.plain(message.recipient)
    guard carriesText else { return [addressee] }
    return [addressee] + Self.cut(message.text, Self.textBytes).split(separator: "\n").map { Self.plain(String($0)) }
  }

  private var markdown: String {
    let head = "**\(Self.plain(Self.cut(message.subject, 300)))**"
    let link = message.link.map { ["[\(openWord)](\($0))"] } ?? []
    return ([head] + lines.map { "> \($0)" } + link).joined(separator: "\n\n")
  }

  /// What somebody typed is text: it names nobody, links nowhere and is not bold. Each mark becomes its wide twin.
  private static func plain(_ text: String) -> String {
    let twins: [Character: Character] = ["<": "＜", ">": "＞", "[": "［", "]": "］", "*": "＊", "`": "｀", "#": "＃", "_": "＿", "\\": "＼"]
    return String(text.map { twins[$0] ?? ($0.isNewline ? " " : $0) })
  }

  /// At most so many bytes, of whole letters.
  static func cut(_ text: String, _ limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var result = ""
    var count = 3
    for letter in text {
      count += letter.utf8.count
      guard count <= limit else { break }
      result.append(letter)
    }
    return result + "…"
  }
}
