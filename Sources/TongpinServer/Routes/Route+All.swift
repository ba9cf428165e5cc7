// SPDX-License-Identifier: Apache-2.0

extension Route {
  /// The whole route table; what is not here does not exist.
  package static let all: [Route] =
    workspace + overview + table + statements + commands + explain
    + deals + forecasts + supply + cash + documents + exports + imports + model + scenarios
}
