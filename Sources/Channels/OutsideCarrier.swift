// SPDX-License-Identifier: Apache-2.0
package import Calendars
package import PlanningCycle

/// Messages by mail and by webhooks, over libcurl.
package struct OutsideCarrier: MessageCarrier {
  let limits: CarrierLimits

  package init(_ limits: CarrierLimits = CarrierLimits()) { self.limits = limits }

  package func carry(
    _ message: OutgoingMessage, to target: ChannelTarget, at moment: Moment, isStopped: @escaping @Sendable () -> Bool
  ) -> CarrierAnswer {
    switch target {
    case .mail(let settings, let password, let address):
      return SMTPChannel(settings: settings, password: password, limits: limits).send(message, to: address, at: moment, isStopped)
    case .webhook(let kind, let url, let secret, let isListed, let carriesText):
      let channel = WebhookChannel(
        kind: kind, url: url, secret: secret, isListed: isListed, carriesText: carriesText, limits: limits)
      return channel.send(message, at: moment, isStopped)
    }
  }
}
