// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce

/// The rows of one import on their way into the store.
public struct FactBatch: Sendable {
  /// Accepted rows; `lines` say where each stood in the file.
  public let table: FactTable
  /// The legal entity they belong to; 1 is the first.
  public let entity: Int64
  /// As the user named it: `orders-2026.csv`; empty when the rows came without a file.
  public let fileName: String
  /// The file as it came, kept under its digest; nil keeps no file.
  public var fileBytes: [UInt8]?
  /// The civil day of the import: from when master data are true.
  public let recordedOn: Day

  public init(
    table: FactTable, entity: Int64 = 1, fileName: String = "", fileBytes: [UInt8]? = nil, recordedOn: Day
  ) {
    self.table = table
    self.entity = entity
    self.fileName = fileName
    self.fileBytes = fileBytes
    self.recordedOn = recordedOn
  }
}
