// SPDX-License-Identifier: Apache-2.0

/// 统一社会信用代码 (GB 32100) or the taxpayer number of before 2015: who somebody is to the law.
public struct TaxNumber: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// 18 characters whose check character agrees.
    case creditCode
    /// 15 characters: a place and the organisation code (GB 11714), whose check character agrees.
    case oldTaxpayer
    /// Anything else that stands there.
    case invalid
  }

  public let kind: Kind
  /// Capitals and digits alone.
  public let text: String
  /// 组织机构代码, the nine characters that both kinds hold; nil for an invalid number.
  public let organisation: String?

  public var isValid: Bool { kind == .creditCode }

  /// The characters of GB 32100 in order of their values: no I, O, S, V, Z.
  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
  private static let values: [UInt8: Int] = Dictionary(uniqueKeysWithValues: alphabet.enumerated().map { ($0.element, $0.offset) })

  /// nil where nothing stands there.
  public init?(_ written: String) {
    let scalars = FoldText.scalars(written).filter(FoldText.isLatin)
    guard !scalars.isEmpty else { return nil }
    text = FoldText.text(scalars.map { FoldText.isLetter($0) ? $0 - 0x20 : $0 })
    let bytes = Array(text.utf8)
    if bytes.count == 18, TaxNumber.checkCharacter(of: bytes.prefix(17)) == bytes[17] {
      kind = .creditCode
      organisation = String(text.dropFirst(8).prefix(9))
    } else if bytes.count == 15, bytes.prefix(6).allSatisfy({ (0x30...0x39).contains($0) }),
      TaxNumber.organisationCheck(of: bytes.dropFirst(6).prefix(8)) == bytes[14]
    {
      kind = .oldTaxpayer
      organisation = String(text.suffix(9))
    } else {
      kind = .invalid
      organisation = nil
    }
  }

  /// The eighteenth character of a credit code; nil where one of the seventeen is none of the alphabet.
  public static func checkCharacter(of body: some Sequence<UInt8>) -> UInt8? {
    var (sum, weight) = (0, 1)
    for byte in body {
      guard let value = values[byte] else { return nil }
      sum += value * weight
      weight = weight * 3 % 31
    }
    return alphabet[(31 - sum % 31) % 31]
  }

  /// The ninth character of an organisation code; nil where one of the eight is no digit or capital.
  static func organisationCheck(of body: some Sequence<UInt8>) -> UInt8? {
    var sum = 0
    for (byte, weight) in zip(body, [3, 7, 9, 10, 5, 8, 4, 2]) {
      switch byte {
      case 0x30...0x39: sum += Int(byte - 0x30) * weight
      case 0x41...0x5A: sum += Int(byte - 0x41 + 10) * weight
      default: return nil
      }
    }
    let check = 11 - sum % 11
    return check == 10 ? 0x58 : check == 11 ? 0x30 : 0x30 + UInt8(check)
  }
}
