// SPDX-License-Identifier: Apache-2.0

/// Why a planned receipt is there: the demands after the last order and up to the next that it covers.
public struct Peg: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// Demand for the item itself (an order or the agreed forecast).
    case independent
    /// Demand of an assembly's release.
    case assembly(Int32)
    /// What brings stock back to the safety stock.
    case safetyStock
    /// What the lot holds beyond the need.
    case lotRounding
    /// What stock on hand and scheduled receipts covered (below zero).
    case stock
  }

  public let source: Source
  /// In units of the item; the pegs of a receipt sum to its quantity.
  public let quantity: Double

  public init(source: Source, quantity: Double) {
    self.source = source
    self.quantity = quantity
  }
}

/// What one planned receipt is made of; the quantities sum to the receipt.
///
/// The need of day d is safety stock − (stock before + scheduled − demand): each demand of the day counts in full, what stock covered is
/// counted back, and the rest is rounding to the lot.
public func pegs(
  of item: Int32, day: Int, bill: BillOfMaterials, policy: ItemPolicy, rows: RequirementsRows
) -> [Peg] {
  let index = Int(item)
  let receipt = rows.receipts[index][day]
  guard receipt > 0 else { return [] }
  var result: [Peg] = []
  let independent = present(rows.independent[index][day])
  if independent != 0 { result.append(Peg(source: .independent, quantity: independent)) }
  for position in bill.linesInto(item) {
    let line = bill.lines[position]
    guard line.validDays.contains(Int32(day)) else { continue }
    let demand = rows.releases[Int(line.assembly)][day] * line.requirementPerUnit
    if demand != 0 { result.append(Peg(source: .assembly(line.assembly), quantity: demand)) }
  }
  if policy.safetyStock != 0 { result.append(Peg(source: .safetyStock, quantity: policy.safetyStock)) }
  let before = day == 0 ? policy.openingStock : rows.stock[index][day - 1]
  let covered = before + present(rows.scheduled[index][day])
  if covered != 0 { result.append(Peg(source: .stock, quantity: -covered)) }
  let need = result.reduce(0) { $0 + $1.quantity }
  let rounding = receipt - need
  if rounding.magnitude > LotSize.tolerance {
    result.append(Peg(source: .lotRounding, quantity: rounding))
  }
  return result
}
