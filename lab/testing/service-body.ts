/** A POST body for a connectivity service (TAPI 2.5.0). */
export interface ServiceBody {
  readonly uuid: string;
  readonly name?: string;
  readonly aSip: string;
  readonly zSip: string;
  readonly slots?: number;
  readonly qualifier?: string;
  readonly topologyUuid: string;
  /** Null: let the carrier choose. */
  readonly linkUuids: readonly string[] | null;
}

export function serviceBody(wanted: ServiceBody) {
  const qualifier = wanted.qualifier ?? 'tapi-dsr:DIGITAL_SIGNAL_TYPE_10_GigE_LAN';
  const capacity = { 'total-size': { value: String((wanted.slots ?? 8) * 1.25), unit: 'tapi-common:CAPACITY_UNIT_GBPS' } };
  const endPoint = (localId: string, sip: string) => ({
    'local-id': localId,
    'layer-protocol-name': 'DSR',
    'layer-protocol-qualifier': qualifier,
    'service-interface-point': { 'service-interface-point-uuid': sip },
  });
  return {
    'tapi-connectivity:connectivity-service': [
      {
        uuid: wanted.uuid,
        name: [{ 'value-name': 'order-id', value: wanted.name ?? wanted.uuid }],
        'layer-protocol-name': 'DSR',
        'layer-protocol-qualifier': qualifier,
        direction: 'BIDIRECTIONAL',
        'end-point': [endPoint('A', wanted.aSip), endPoint('Z', wanted.zSip)],
        'connectivity-constraint': { 'service-type': 'POINT_TO_POINT_CONNECTIVITY', 'requested-capacity': capacity },
        ...(wanted.linkUuids === null
          ? {}
          : {
              'topology-constraint': [
                {
                  'local-id': 'route',
                  'explicit-route': true,
                  'include-link': wanted.linkUuids.map((uuid) => ({ 'topology-uuid': wanted.topologyUuid, 'link-uuid': uuid })),
                },
              ],
            }),
      },
    ],
  };
}
