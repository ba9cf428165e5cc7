// SPDX-License-Identifier: Apache-2.0
import Journal
import PlanningCycle
import Wire

/// A public key of a provider that a token may be signed with here.
struct PublicKey: Equatable {
  enum Material: Equatable {
    /// Modulus and exponent.
    case rsa([UInt8], [UInt8])
    /// A point of P-256.
    case curve([UInt8], [UInt8])
  }

  let id: String?
  /// The one method it is for; nil: any of its kind.
  let algorithm: String?
  let material: Material

  /// Shorter moduli are broken, longer ones only keep a server busy.
  static let modulusBytes = 256...1_024

  /// nil for a key of another kind, for another use, or one that is none: sets hold keys that are not for signing as well.
  init?(_ json: JSON) {
    if json.has("use"), json["use"]?.text != "sig" { return nil }
    if json.has("key_ops"), !(json["key_ops"]?.elements ?? []).contains(where: { $0.text == "verify" }) { return nil }
    func bytes(_ name: String) -> [UInt8]? { json[name]?.text.flatMap { Base64URL.bytes($0) } }
    switch json["kty"]?.text {
    case "RSA":
      guard let modulus = bytes("n").map(Self.trimmed), let exponent = bytes("e").map(Self.trimmed),
        Self.modulusBytes.contains(modulus.count), (1...4).contains(exponent.count), let last = exponent.last, last & 1 == 1,
        exponent != [1]
      else { return nil }
      material = .rsa(modulus, exponent)
    case "EC":
      guard json["crv"]?.text == "P-256", let x = bytes("x"), let y = bytes("y"), x.count == 32, y.count == 32 else { return nil }
      material = .curve(x, y)
    default: return nil
    }
    id = json["kid"]?.text
    algorithm = json["alg"]?.text
    if json.has("alg"), !CompactToken.algorithms.contains(where: { fits($0) }) { return nil }
  }

  /// Whether it is for a method.
  func fits(_ method: String) -> Bool {
    guard algorithm == nil || algorithm == method else { return false }
    switch material {
    case .rsa: return method == "RS256" || method == "PS256"
    case .curve: return method == "ES256"
    }
  }

  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.drop { $0 == 0 }) }
}

/// The keys that a provider signs with (RFC 7517 §5).
struct KeySet {
  static let limit = 100

  /// Those that can be used here.
  let keys: [PublicKey]

  /// - Throws: `ProviderRefusal.keysNotReadable`.
  init(reading bytes: [UInt8]) throws(ProviderRefusal) {
    guard let json = try? JSON(reading: bytes, depthLimit: 16), let found = json["keys"]?.elements, found.count <= Self.limit else {
      throw ProviderRefusal(.keysNotReadable)
    }
    keys = found.compactMap { PublicKey($0) }
  }

  /// The one key that a token names; without a name, the only one there is.
  ///
  /// - Throws: `ProviderRefusal.keyNotKnown`, `keyAmbiguous`.
  func key(for token: CompactToken) throws(ProviderRefusal) -> PublicKey {
    let fitting = keys.filter { $0.fits(token.algorithm) && (token.keyID == nil || $0.id == token.keyID) }
    guard let only = fitting.first else { throw ProviderRefusal(.keyNotKnown) }
    guard fitting.count == 1 else { throw ProviderRefusal(.keyAmbiguous) }
    return only
  }
}
