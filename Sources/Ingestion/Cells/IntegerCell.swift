// SPDX-License-Identifier: Apache-2.0

/// A whole number of one cell; `3.00` is one, `3.5` is not.
enum IntegerCell {
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> CellOutcome {
    var notes = CellNotes()
    let outcome = NumberCell.parse(bytes, NumberForm(scale: 0), &notes)
    return notes.contains(.decimalsRounded) ? .failure(.notAnInteger) : outcome
  }
}
