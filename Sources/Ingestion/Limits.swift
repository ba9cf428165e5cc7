// SPDX-License-Identifier: Apache-2.0

/// How much of a file is taken; beyond it the answer is a clear refusal.
public struct Limits: Hashable, Sendable {
  public var fileBytes = 100 << 20
  public var rows = 2_000_000
  public var columns = 512
  public var cellBytes = 32 << 10
  /// Entries of a workbook's ZIP.
  public var archiveEntries = 2_000
  /// Unpacked bytes of one entry and of all entries together.
  public var unpackedBytes = 1 << 30
  /// Unpacked ÷ packed bytes of one entry.
  public var archiveRatio = 200
  /// Sheets that are read cell by cell, and cells of all of them together.
  public var sheets = 20
  public var cells = 1_000_000

  public init() {}
}
