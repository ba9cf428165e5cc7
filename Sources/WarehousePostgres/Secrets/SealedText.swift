// SPDX-License-Identifier: Apache-2.0
import CLibCrypto
import Journal

/// Bytes sealed with AES-256-GCM (NIST SP 800-38D) under a key that follows from the chain's: a copy of the database alone opens nothing.
///
/// Layout: nonce (12), tag (16), sealed bytes.
enum SealedText {
  private static let nonceCount = 12
  private static let tagCount = 16

  static func seal(_ bytes: [UInt8], label: String, key: ChainKey, random: some RandomBytes) -> [UInt8]? {
    let nonce = random.bytes(nonceCount)
    guard let context = begin(key, label, nonce, encrypts: true) else { return nil }
    defer { EVP_CIPHER_CTX_free(context) }
    var sealed = [UInt8](repeating: 0, count: bytes.count + 16)
    var tag = [UInt8](repeating: 0, count: tagCount)
    var (count, rest): (Int32, Int32) = (0, 0)
    guard EVP_CipherUpdate(context, &sealed, &count, bytes, Int32(bytes.count)) == 1 else { return nil }
    let isDone = sealed.withUnsafeMutableBufferPointer {
      EVP_CipherFinal_ex(context, $0.baseAddress! + Int(count), &rest) == 1
    }
    guard isDone, EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, Int32(tagCount), &tag) == 1 else { return nil }
    return nonce + tag + sealed.prefix(Int(count + rest))
  }

  /// nil when it was not sealed with this label and key, or was changed.
  static func open(_ sealed: [UInt8], label: String, key: ChainKey) -> [UInt8]? {
    guard sealed.count >= nonceCount + tagCount else { return nil }
    let content = Array(sealed[(nonceCount + tagCount)...])
    guard let context = begin(key, label, Array(sealed[..<nonceCount]), encrypts: false) else { return nil }
    defer { EVP_CIPHER_CTX_free(context) }
    var bytes = [UInt8](repeating: 0, count: content.count + 16)
    var tag = Array(sealed[nonceCount..<nonceCount + tagCount])
    var (count, rest): (Int32, Int32) = (0, 0)
    guard EVP_CipherUpdate(context, &bytes, &count, content, Int32(content.count)) == 1,
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, Int32(tagCount), &tag) == 1
    else { return nil }
    let isWhole = bytes.withUnsafeMutableBufferPointer {
      EVP_CipherFinal_ex(context, $0.baseAddress! + Int(count), &rest) == 1
    }
    return isWhole ? Array(bytes.prefix(Int(count + rest))) : nil
  }

  private static func begin(_ key: ChainKey, _ label: String, _ nonce: [UInt8], encrypts: Bool) -> OpaquePointer? {
    guard let context = EVP_CIPHER_CTX_new() else { return nil }
    let derived = Digest.hmac(Array("tongpin.seal \(label)".utf8), key: key).bytes
    guard EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nil, derived, nonce, encrypts ? 1 : 0) == 1 else {
      EVP_CIPHER_CTX_free(context)
      return nil
    }
    return context
  }
}
