// SPDX-License-Identifier: Apache-2.0
import CLibCrypto

/// SHA-256 of content that comes in pieces.
public struct DigestStream: ~Copyable {
  private let context: OpaquePointer

  public init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("SHA-256 is always there")
    }
    self.context = context
  }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "SHA-256 takes all bytes")
  }

  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The digest of everything so far; the stream is used up.
  public consuming func finish() -> Digest {
    var result = [UInt8](repeating: 0, count: 32)
    precondition(EVP_DigestFinal_ex(context, &result, nil) == 1, "SHA-256 ends")
    return Digest(known: result)
  }

  deinit { EVP_MD_CTX_free(context) }
}
