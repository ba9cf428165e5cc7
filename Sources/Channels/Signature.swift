// SPDX-License-Identifier: Apache-2.0
import CLibCrypto
import Foundation

/// HMAC-SHA256 under a secret of any length, as each receiver wants it written.
enum Signature {
  static func bytes(_ message: [UInt8], secret: String) -> [UInt8] {
    let key = Array(secret.utf8)
    var result = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    _ = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &result, &length)
    return result
  }

  static func hex(_ message: [UInt8], secret: String) -> String {
    bytes(message, secret: secret).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// 钉钉: the secret signs time and secret; the signature stands in the query, so it is percent-encoded.
  static func dingtalk(milliseconds: Int64, secret: String) -> String {
    let plain = Data(bytes(Array("\(milliseconds)\n\(secret)".utf8), secret: secret)).base64EncodedString()
    return plain.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
  }

  /// 飞书: time and secret are the key, and what is signed is empty.
  static func feishu(seconds: Int64, secret: String) -> String {
    Data(bytes([], secret: "\(seconds)\n\(secret)")).base64EncodedString()
  }

  /// Of the plain JSON webhook: `sha256=` and HMAC of `timestamp.body`. A receiver refuses times more than five minutes from its own, and keys
  /// it has seen.
  static func json(seconds: Int64, body: [UInt8], secret: String) -> String {
    "sha256=" + hex(Array("\(seconds).".utf8) + body, secret: secret)
  }
}
