// SPDX-License-Identifier: Apache-2.0
import Planning

/// What an override at any level comes to, leaf by leaf: written by the command, shown by the preview.
struct OverrideDraft {
  struct Part {
    enum State: String {
      /// Its number is the one that was typed.
      case typed
      /// It gets its part of the total.
      case shares
      /// It lies beside the total, and gives way so that a larger one stays held.
      case givesWay
      /// Somebody typed it: it stays.
      case own
      /// It lies under another held total, which stays as it is.
      case within
      /// It goes back to what is forecast.
      case released
    }

    let leaf: OverrideLeaf
    let state: State
    /// Agreed, pieces.
    let new: Double
    /// The held total that it lies within, or gives way to.
    var hold: HeldTotal?
  }

  /// In the order of items, then regions; those that give way after those that were meant.
  var parts: [Part] = []

  /// The cells to write, and which of them were typed.
  func edits(_ input: String, event: Int64, as shared: RecordedEdits.Part) -> (edits: [InputEdit], parts: [RecordedEdits.Part?]) {
    var edits: [InputEdit] = []
    var marks: [RecordedEdits.Part?] = []
    for part in parts {
      let (value, mark): (Double?, RecordedEdits.Part?)
      switch part.state {
      case .own, .within: continue
      case .typed: (value, mark) = (part.new, nil)
      case .shares: (value, mark) = (part.new, shared)
      case .givesWay: (value, mark) = (part.new, .held)
      case .released: (value, mark) = (nil, nil)
      }
      guard value?.bitPattern != part.leaf.override?.bitPattern || (value != nil && part.leaf.entry?.part != mark) else { continue }
      edits.append(
        InputEdit(
          measure: input, coordinate: part.leaf.coordinate, period: .month(part.leaf.month), value: value,
          source: .person(event: event)))
      marks.append(mark)
    }
    return (edits, marks)
  }
}
