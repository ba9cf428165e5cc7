// SPDX-License-Identifier: Apache-2.0
public import PlanningCycle

/// Rows in their table that no batch names yet: nobody reads rows after the last batch of their kind.
public final class StagedRows: StagedFacts, @unchecked Sendable {
  public let number: Int64
  /// Changed by the one who stages; read afterwards.
  public let intake: FactIntake

  /// - Parameter number: which of the rows on their way they are, as ``Staging`` counts.
  public init(_ number: Int64, _ intake: FactIntake) { (self.number, self.intake) = (number, intake) }

  public var newRows: Int { intake.new }
  public var correctedRows: Int { intake.corrected }
  public var unchangedRows: Int { intake.unchanged }
  public var lastRow: Int64 { intake.firstRow + Int64(intake.keptRows) - 1 }

  /// What is staged belongs to the store that staged it.
  public static func own(_ staged: any StagedFacts) -> StagedRows {
    guard let staged = staged as? StagedRows else { preconditionFailure("what is staged belongs to the store that staged it") }
    return staged
  }
}
