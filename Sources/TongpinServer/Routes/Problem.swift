// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
package import Wire

/// An answer that says what went wrong (RFC 9457): stable code, status, and words in both languages.
package struct Problem: Error, Sendable {
  package let code: String
  package let status: Int
  package let title: (zh: String, en: String)
  package let detail: (zh: String, en: String)
  package let hint: (zh: String, en: String)
  package let parameters: [(String, JSON)]

  package init(
    _ code: String, status: Int, title: (zh: String, en: String), detail: (zh: String, en: String) = ("", ""),
    hint: (zh: String, en: String) = ("", ""), parameters: [(String, JSON)] = []
  ) {
    self.code = code
    self.status = status
    self.title = title
    self.detail = detail
    self.hint = hint
    self.parameters = parameters
  }

  /// The request itself is at fault: 400.
  static func request(
    _ code: String, zh: String, en: String, parameters: KeyValuePairs<String, JSON> = [:]
  ) -> Problem {
    Problem(
      code, status: 400, title: ("请求有误", "the request cannot be read"), detail: (zh, en),
      parameters: Array(parameters).map { ($0.key, $0.value) })
  }

  static let notSignedIn = Problem(
    "access.not-signed-in", status: 401, title: ("请先登录", "sign in first"))
  static let notFound = Problem(
    "request.not-found", status: 404, title: ("没有这个地址", "there is nothing at this address"))
  /// The address is there, and takes other methods.
  static func methodNotAllowed(_ known: [HTTPRequest.Method]) -> Problem {
    let list = known.map(\.rawValue).sorted().joined(separator: ", ")
    return Problem(
      "request.method-not-allowed", status: 405, title: ("这个地址不支持这种方法", "this address does not take this method"),
      detail: ("可用：\(list)", "it takes \(list)"), parameters: [("allow", .string(list))])
  }

  static let viewOnly = Problem(
    "access.view-only", status: 403, title: ("只能看，不能改", "this is for looking only"),
    hint: (
      "正在以他人视角查看，或用的是只读令牌；回到自己的视角再改", "you look as somebody else, or the token is for reading only; go back to yourself to change anything"
    ))
  static let hostMissing = Problem(
    "request.host-missing", status: 400, title: ("请求没有 Host", "the request has no Host"),
    hint: ("请按 HTTP/1.1 发送 Host", "send Host as HTTP/1.1 asks for"))
  static let crossOrigin = Problem(
    "request.cross-origin", status: 403,
    title: ("拒绝来自其他网站的请求", "requests from another site are refused"))

  package var json: JSON {
    var members: [JSON.Member] = [
      .init("type", .string("urn:tongpin:problem:" + code)),
      .init("title", .bilingual(title.zh, title.en)),
      .init("status", JSON(status)),
      .init("detail", .bilingual(detail.zh, detail.en)),
      .init("hint", .bilingual(hint.zh, hint.en)),
      .init("code", .string(code)),
      .init("parameters", .object(parameters.map { .init($0.0, $0.1) })),
    ]
    let named = Dictionary(parameters, uniquingKeysWith: { first, _ in first })
    if status == 409, let theirs = named["theirs"] {
      members.append(
        .init("theirs", .object([.init("value", theirs), .init("by", named["by"] ?? .null), .init("at", named["at"] ?? .null)])))
      members.append(.init("yours", named["yours"] ?? .null))
    }
    return .object(members)
  }
}

extension JSON {
  package static func bilingual(_ zh: String, _ en: String) -> JSON {
    .object([.init("zh", .string(zh)), .init("en", .string(en))])
  }
}
