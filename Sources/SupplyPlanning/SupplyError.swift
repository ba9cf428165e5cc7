// SPDX-License-Identifier: Apache-2.0

/// A request that supply planning cannot meet, in the words of the one who must act.
public struct SupplyError: Error, Equatable, Sendable {
  /// Stable text, never renamed; it names the kind of problem on the wire and in the manual.
  public struct Code: Hashable, Sendable {
    public let text: String

    public static let billOfMaterialsHasCircle = Code(text: "supply.bill-of-materials-has-circle")
    public static let billLineNamesNoItem = Code(text: "supply.bill-line-names-no-item")
    public static let quantityIsNotUsable = Code(text: "supply.quantity-is-not-usable")
  }

  public let code: Code
  /// What it is about: an item's position or a line's position.
  public let subject: String
  public let detail: String
  public let hint: String
  /// Item positions from an assembly down to itself, when the bill of materials has a circle; else empty.
  public let path: [Int32]

  public init(_ code: Code, subject: String, detail: String, hint: String, path: [Int32] = []) {
    self.code = code
    self.subject = subject
    self.detail = detail
    self.hint = hint
    self.path = path
  }
}
