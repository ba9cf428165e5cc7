// SPDX-License-Identifier: Apache-2.0
import Commerce
import Quantities

/// What cannot be of a bill of exchange, though every cell of its row can be read.
struct BillChecks {
  private let face: Int
  private let deposit: Int
  private let currency: Currency

  /// Nil for every other kind.
  init?(schema: FactSchema, currency: Currency) {
    guard schema.kind == .bills, let face = schema.index(of: "face_amount"), let deposit = schema.index(of: "deposit_amount") else {
      return nil
    }
    self.face = face
    self.deposit = deposit
    self.currency = currency
  }

  /// A bank blocks at most what it will have to pay: the plan counts a larger deposit as the face, one below zero as none.
  ///
  /// - Parameter values: of one row, 分, by field.
  /// - Returns: face and deposit as written; nil when they go together.
  func depositOutOfRange(
    _ values: UnsafeMutablePointer<Int64>, _ present: UnsafeMutablePointer<Bool>
  ) -> [Finding.Parameter]? {
    guard present[face], present[deposit], values[deposit] < 0 || values[deposit] > values[face] else { return nil }
    func text(_ index: Int) -> String { Amount(minorUnits: values[index], currency: currency).decimalText }
    return [.init("deposit", text(deposit)), .init("face", text(face))]
  }
}
