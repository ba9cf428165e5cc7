// SPDX-License-Identifier: Apache-2.0
public import Approvals
import Journal

/// One version of a flow as people know it: what it is for, and what it and its steps are called.
public struct FlowDefinition: Hashable, Sendable {
  /// Where a step stands on the drawing, in its own units.
  public struct Place: Hashable, Sendable {
    public let x: Int64
    public let y: Int64

    public init(x: Int64, y: Int64) {
      self.x = x
      self.y = y
    }
  }

  public let flow: ApprovalFlow
  public let purpose: FlowPurpose
  public let name: BilingualText
  /// By step.
  public let labels: [String: BilingualText]
  /// By step; one that is missing is placed by whoever draws.
  public let places: [String: Place]

  public init(
    _ flow: ApprovalFlow, for purpose: FlowPurpose, name: BilingualText, labels: [String: BilingualText], places: [String: Place] = [:]
  ) {
    self.flow = flow
    self.purpose = purpose
    self.name = name
    self.labels = labels
    self.places = places
  }

  /// What a step is called; its key where nobody named it.
  public func label(_ node: String) -> BilingualText { labels[node] ?? BilingualText(name: node) }
}

extension FlowDefinition {
  var canonical: CanonicalValue {
    .map([
      "flow": flow.canonical, "purpose": .text(purpose.rawValue), "name": Self.words(name), "labels": .map(labels.mapValues(Self.words)),
      "places": .map(places.mapValues { .map(["x": .integer($0.x), "y": .integer($0.y)]) }),
    ])
  }

  init?(_ value: CanonicalValue?) {
    guard let flow = ApprovalFlow(value?["flow"]), let purpose = value?["purpose"]?.text.flatMap({ FlowPurpose(rawValue: $0) }),
      let name = Self.words(value?["name"])
    else { return nil }
    self.init(
      flow, for: purpose, name: name, labels: (value?["labels"]?.map ?? [:]).compactMapValues { Self.words($0) },
      places: (value?["places"]?.map ?? [:]).compactMapValues { place in
        guard let x = place["x"]?.integer, let y = place["y"]?.integer else { return nil }
        return Place(x: x, y: y)
      })
  }

  private static func words(_ text: BilingualText) -> CanonicalValue { .map(["zh": .text(text.chinese), "en": .text(text.english)]) }

  private static func words(_ value: CanonicalValue?) -> BilingualText? {
    guard let chinese = value?["zh"]?.text, let english = value?["en"]?.text else { return nil }
    return BilingualText(chinese, english)
  }
}
