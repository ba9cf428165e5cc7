// SPDX-License-Identifier: Apache-2.0
import Formulas
import Planning

/// Where facts and recorded entries land in the model in force. Facts know the ids and dimensions of the standard model; what was
/// renamed with `was:` is followed, what no longer has a place is passed over.
struct InputLanding {
  /// An input of the standard model, as facts fill it.
  private struct Shape {
    let dimensions: [String]
    let axis: TimeAxis
  }

  /// A row of facts in the model in force: the input's id, and for each of its dimensions the position in the row.
  struct Target {
    let id: String
    let axis: TimeAxis
    let order: [Int]
  }

  let model: CheckedModel
  let history: ModelHistory
  /// What its measures ask of whoever looks at them.
  let rights: MeasureRights
  /// nil: the model in force is the standard one.
  private let standard: [String: Shape]?
  private let standardIDs: Swift.Set<String>?
  private let positions: [String: Int]
  /// Per measure: the dimensions that an entry names.
  private let heads: [Swift.Set<String>]

  /// - Parameter standard: the checked standard model; nil when it is the model in force.
  init(model: CheckedModel, history: ModelHistory, standard: CheckedModel?) {
    self.model = model
    self.history = history
    rights = MeasureRights(model)
    positions = Dictionary(
      model.measures.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    heads = model.measures.map { measure in
      Swift.Set(measure.dimensions.map { $0.split(separator: ".").first.map(String.init) ?? $0 })
    }
    self.standard = standard.map { model in
      Dictionary(
        model.measures.filter { $0.kind == .input }.map { ($0.id, Shape(dimensions: $0.dimensions, axis: $0.axis)) },
        uniquingKeysWith: { first, _ in first })
    }
    standardIDs = standard.map { Swift.Set($0.measures.map(\.id)) }
  }

  /// The same under a history that was completed.
  func with(_ history: ModelHistory) -> InputLanding {
    InputLanding(self, history)
  }

  private init(_ other: InputLanding, _ history: ModelHistory) {
    model = other.model
    self.history = history
    rights = other.rights
    standard = other.standard
    standardIDs = other.standardIDs
    positions = other.positions
    heads = other.heads
  }

  /// The place of a row of facts; nil when the model has no such input any more.
  func target(_ fact: String) -> Target? {
    guard let input = input(history.present(fact, since: 0)) else { return nil }
    guard let standard else {
      return Target(id: input.id, axis: input.axis, order: Array(input.dimensions.indices))
    }
    guard let shape = standard[fact], shape.axis == input.axis, shape.dimensions.count == input.dimensions.count else { return nil }
    let order = input.dimensions.compactMap { shape.dimensions.firstIndex(of: $0) }
    guard order.count == input.dimensions.count else { return nil }
    return Target(id: input.id, axis: input.axis, order: order)
  }

  /// Edits that have a place, under the ids of the model in force.
  ///
  /// - Parameter sequence: the event whose ids they carry; 0 for those of facts.
  func edits(_ edits: [InputEdit], since sequence: Int64 = 0) -> [InputEdit] {
    edits.compactMap { edit in
      let id = history.present(edit.measure, since: sequence)
      guard let index = positions[id], model.measures[index].kind == .input, takes(index, edit) else { return nil }
      return InputEdit(
        measure: id, coordinate: edit.coordinate, period: edit.period, value: edit.value, source: edit.source)
    }
  }

  /// Ids that the standard model does not know, in text order: what somebody added.
  var added: [String] {
    guard let standardIDs else { return [] }
    let followed = Swift.Set(standardIDs.map { history.present($0, since: 0) })
    return model.measures.map(\.id).filter { !followed.contains($0) }
  }

  private func input(_ id: String) -> PlanningModel.Measure? {
    guard let index = positions[id], model.measures[index].kind == .input else { return nil }
    return model.measures[index]
  }

  /// The present id of an input that facts and screens know by its standard one; nil when there is none.
  func id(_ standard: String) -> String? { target(standard)?.id }

  private func takes(_ input: Int, _ edit: InputEdit) -> Bool {
    let axis: TimeAxis =
      switch edit.period {
      case .none: .none
      case .day, .week: .day
      case .month, .quarter, .year: .month
      }
    let members = edit.coordinate.members
    return axis == model.measures[input].axis && heads[input].count == members.count
      && heads[input].allSatisfy { members[$0] != nil }
  }
}
