// SPDX-License-Identifier: Apache-2.0
import Planning
import SupplyPlanning

/// Why a receipt, a release or a dependent demand is there, followed up through all assemblies to the demand that asked for it.
extension BoundRequirements {
  func contributions(to cell: OperatorCell, frame: OperatorFrame) -> [OperatorContribution] {
    var tracing = Tracing(operation: self, frame: frame)
    switch Result(rawValue: cell.result) {
    case .receipts, .late:
      if frame.result(cell.result, row: cell.row)[cell.period] != 0 {
        tracing.addReceipt(row: cell.row, day: cell.period, factor: 1)
      }
    case .releases: tracing.addRelease(row: cell.row, day: cell.period, factor: 1)
    case .dependent: tracing.addDependent(row: cell.row, day: cell.period)
    case .stock: tracing.addStock(row: cell.row, day: cell.period)
    case nil: break
    }
    return tracing.sorted
  }

  /// Collects amounts by argument cell. Bounded: what a deep bill would add beyond the limit stays the unexplained rest.
  struct Tracing {
    struct Key: Hashable {
      let argument: Int
      let row: Int
      let period: Int
    }

    let operation: BoundRequirements
    let rows: RequirementsRows
    let frame: OperatorFrame
    private var amounts: [Key: Double] = [:]
    private var stepsLeft = 20_000

    init(operation: BoundRequirements, frame: OperatorFrame) {
      self.operation = operation
      self.rows = operation.rows(frame)
      self.frame = frame
    }

    /// By argument, row and period: the order is the same on every run.
    var sorted: [OperatorContribution] {
      amounts.map {
        OperatorContribution(
          argument: $0.key.argument, row: $0.key.row, period: $0.key.period, amount: $0.value)
      }.sorted { ($0.argument, $0.row, $0.period) < ($1.argument, $1.row, $1.period) }
    }

    private mutating func add(_ argument: Argument, _ row: Int, _ period: Int, _ amount: Double) {
      guard amount != 0 else { return }
      amounts[Key(argument: argument.rawValue, row: row, period: period), default: 0] += amount
    }

    mutating func addReceipt(row: Int, day: Int, factor: Double) {
      guard stepsLeft > 0 else { return }
      stepsLeft -= 1
      let policy = operation.policy(of: row, frame)
      for peg in pegs(of: Int32(row), day: day, bill: operation.bill, policy: policy, rows: rows) {
        let amount = peg.quantity * factor
        switch peg.source {
        case .independent: add(.demand, row, day, amount)
        case .assembly(let assembly):
          let released = rows.releases[Int(assembly)][day]
          if released != 0 { addRelease(row: Int(assembly), day: day, factor: amount / released) }
        case .safetyStock: add(.safety, row, 0, amount)
        case .lotRounding:
          let otherwise: Argument = policy.lotSize.multiple > 0 ? .lotMultiple : .lotMinimum
          add(operation.rule(of: row, frame).argument ?? otherwise, row, 0, amount)
        case .stock: add(.open, row, 0, amount)
        }
      }
    }

    /// A release is the receipts it will become, planned ones and firm ones.
    mutating func addRelease(row: Int, day: Int, factor: Double) {
      let lead = operation.policy(of: row, frame).leadTimeWorkingDays
      let receipts = rows.receipts[row]
      for due in day..<operation.calendar.dayCount where receipts[due] > 0 {
        let release = Int(operation.calendar.release(due: due, leadTime: lead).day)
        if release > day { break }
        if release == day { addReceipt(row: row, day: due, factor: factor) }
      }
      let firm = frame.argument(Argument.firm.rawValue, row: row)
      for due in day..<operation.calendar.dayCount where firm[due] > 0 {
        let release = Int(operation.calendar.release(due: due, leadTime: lead).day)
        if release > day { break }
        if release == day { add(.firm, row, due, firm[due] * factor) }
      }
    }

    mutating func addDependent(row: Int, day: Int) {
      for position in operation.bill.linesInto(Int32(row)) {
        let line = operation.bill.lines[position]
        guard line.validDays.contains(Int32(day)) else { continue }
        addRelease(row: Int(line.assembly), day: day, factor: line.requirementPerUnit)
      }
    }

    /// Stock is what was there and came, less what the item's own demand took; planned receipts and assemblies are the rest.
    mutating func addStock(row: Int, day: Int) {
      add(.open, row, 0, present(frame.argument(Argument.open.rawValue, row: row)[0]))
      for earlier in 0...day {
        add(.scheduled, row, earlier, present(rows.scheduled[row][earlier]))
        add(.demand, row, earlier, -present(rows.independent[row][earlier]))
      }
    }
  }
}
