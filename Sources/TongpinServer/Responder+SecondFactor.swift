// SPDX-License-Identifier: Apache-2.0
import Access
import Foundation
import Hummingbird
import Journal
import Wire

extension Responder {
  /// One's own second factor: begun with the password, confirmed and ended with a code.
  func secondFactor(_ own: OwnEndpoint?, _ request: Request, _ known: Sessions.Known) async throws -> Response {
    let body = try await json(of: request)
    let name = own == .beginSecondFactor ? "password" : "code"
    guard let word = body[name]?.text, word.utf8.count <= 4096 else {
      throw Problem.request("request.body-incomplete", zh: "请求体需要 \(name)", en: "the body needs \(name)")
    }
    switch own {
    case .beginSecondFactor:
      let secret = try await sessions.beginSecondFactor(of: known, password: word)
      let address = Self.enrolment(secret, login: known.person.login)
      return Self.json(
        .object([
          .init("secret", .string(secret.text)), .init("uri", .string(address)),
          .init("picture", JSON(QRCode(address)?.lines ?? []) { .string($0) }),
        ]))
    case .confirmSecondFactor:
      let codes = try await sessions.confirmSecondFactor(of: known.person, code: word)
      return Self.json(.object([.init("recoveryCodes", JSON(codes) { .string($0) })]))
    default:
      try await sessions.removeSecondFactor(of: known.person, code: word)
      return Response(status: .noContent)
    }
  }

  /// What an authenticator app reads (the Key URI format of Google Authenticator, which all others keep to).
  static func enrolment(_ secret: OneTimeSecret, login: String) -> String {
    let name = login.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    return "otpauth://totp/Tongpin:\(name)?secret=\(secret.text)&issuer=Tongpin&algorithm=SHA1"
      + "&digits=\(OneTimeSecret.digits)&period=\(OneTimeSecret.period)"
  }
}
