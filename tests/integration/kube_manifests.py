"""One cluster in manifests, hardened, and the faults that can be planted in it."""

DENY = """\
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {{name: default-deny, namespace: {0}}}
spec:
  podSelector: {{}}
  policyTypes: [Ingress, Egress]
---
"""
SERVER = """\
apiVersion: v1
kind: Pod
metadata:
  name: kube-apiserver-one
  namespace: kube-system
  labels: {component: kube-apiserver}
spec:
  hostNetwork: true
  containers:
    - name: kube-apiserver
      image: registry.bank.example/kube-apiserver@sha256:aa
      command:
        - kube-apiserver
        - --authorization-mode=Node,RBAC
        - --audit-policy-file=/etc/kubernetes/audit.yaml
        - --audit-log-path=/var/log/audit.log
        - --audit-log-maxage=200
        - --audit-webhook-config-file=/etc/kubernetes/siem.yaml
        - --encryption-provider-config=/etc/kubernetes/encryption.yaml
"""
NAMESPACE = """\
apiVersion: v1
kind: Namespace
metadata:
  name: app
---
"""
APP = """\
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: app
  annotations: {bank.example/owner: p-2}
automountServiceAccountToken: false
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: app}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress:
    - ports: [{port: 8443}]
      from: [{namespaceSelector: {matchLabels: {edge: "yes"}}}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: app}
spec:
  selector: {matchLabels: {app: web}}
  template: &template
    metadata: {labels: {app: web}}
    spec:
      serviceAccountName: web
      automountServiceAccountToken: false
      securityContext: {runAsNonRoot: true}
      containers:
        - name: web
          image: registry.bank.example/web:1.2@sha256:bb
          env: [{name: PHONE, value: "13800138000"}]
          securityContext:
            allowPrivilegeEscalation: false
            capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: app}
rules:
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [get, list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader, namespace: app}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects:
  - {kind: ServiceAccount, name: web, namespace: app}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: app}
spec:
  selector: {app: web}
  ports:
    - {name: https, port: 443, targetPort: 8443}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: app}
spec:
  tls: [{hosts: [www.bank.example], secretName: web}]
  rules:
    - host: www.bank.example
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 443}}}}
---
"""
POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web-6d4cf56db6-x1
  namespace: app
  labels: {app: web, pod-template-hash: 6d4cf56db6}
  ownerReferences:
    - {apiVersion: apps/v1, kind: ReplicaSet, name: web-6d4cf56db6, uid: "1", controller: true}
spec:
  serviceAccountName: web
  automountServiceAccountToken: false
  securityContext: {runAsNonRoot: true}
  containers:
    - name: web
      image: registry.bank.example/web:1.2@sha256:bb
      env: [{name: PHONE, value: "13800138000"}]
      securityContext:
        allowPrivilegeEscalation: false
        capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}
---
"""
ENCRYPTION = """\
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets, configmaps]
    providers:
      - secretbox: {keys: [{name: one, secret: c2VjcmV0IGtleSBvZiB0aGUgYmFuaw==}]}
      - identity: {}
"""
AUDIT = """\
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: None
    users: ["system:kube-proxy"]
    verbs: [watch]
  - level: Metadata
    resources: [{group: "", resources: [secrets, configmaps]}]
  - level: RequestResponse
"""
FILES = {"encryption.yaml": ENCRYPTION, "audit.yaml": AUDIT}
HARDENED = {"server.yaml": SERVER, "app.yaml": NAMESPACE + DENY.format("app") + APP, **FILES}
HARDENED["server.yaml"] += "---\n" + DENY.format("kube-system")
HARDENED["default.yaml"] = DENY.format("default")

FAULTY_RIGHTS = """\
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: helper}
rules:
  - {apiGroups: [""], resources: [secrets], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: helper}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: helper}
subjects:
  - {kind: ServiceAccount, name: helper, namespace: app}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: helper, namespace: app}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: ownerless, namespace: app}
"""
FAULTY_PODS = """\
apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: app}
spec:
  serviceAccountName: web
  volumes:
    - {name: run, hostPath: {path: /run/containerd}}
  containers:
    - name: agent
      image: registry.bank.example/agent@sha256:cc
      volumeMounts: [{name: run, mountPath: /run/containerd}]
      securityContext:
        privileged: true
    - name: shell
      image: busybox
"""
FAULTY_NETWORK = """\
apiVersion: v1
kind: Namespace
metadata:
  name: open
---
apiVersion: v1
kind: Namespace
metadata:
  name: loose
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: allow-all, namespace: loose}
spec:
  podSelector: {}
  ingress:
    - {}
---
apiVersion: v1
kind: Service
metadata: {name: old, namespace: app}
spec:
  type: NodePort
  ports:
    - {name: http, port: 8000}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: plain, namespace: app}
spec:
  rules:
    - host: plain.bank.example
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: old, port: {number: 8000}}}}
"""
PLANTED = {
    **HARDENED,
    "rights.yaml": FAULTY_RIGHTS,
    "pods.yaml": FAULTY_PODS,
    "network.yaml": FAULTY_NETWORK,
    "encryption.yaml": ENCRYPTION.replace(
        """      - secretbox: {keys: [{name: one, secret: c2VjcmV0IGtleSBvZiB0aGUgYmFuaw==}]}
      - identity: {}
""",
        """      - identity: {}
      - secretbox: {keys: [{name: one, secret: c2VjcmV0IGtleSBvZiB0aGUgYmFuaw==}]}
""",
    ),
    "audit.yaml": AUDIT.replace(
        "  - level: Metadata\n",
        "  - level: None\n    verbs: [get]\n    users: [teller]\n  - level: Metadata\n",
    ),
}

CONTROLS = ("CIC-026-3c", "IAM-002", "LOG-001", "NET-001", "PWD-007", "SYS-005", "SYS-008")
REGISTERS = {
    "roster.csv": "person,dept,role,employed,hired_at\n"
    "p-1,it,it_staff,true,2020-01-01\np-2,it,it_staff,true,2020-01-01\n",
    "grants.csv": "grant_id,account,person,object_id,purpose,granted_at\n"
    "G-1,system:kube-controller-manager,p-1,cluster,administration,2026-01-05\n"
    "G-2,system:kube-scheduler,p-1,cluster,administration,2026-01-05\n",
    "events.csv": "event_id,at,actor,action,channel\nE-1,2026-11-19,u1,blocked,mail\n",
    "endpoints.csv": "host,kind\n",
}
TARGETS = """\
- name: cluster
  type: kubernetes
  {where}
  holds_customer_info: true
  rules_reviewed_at: 2026-10-01
  owner_annotation: bank.example/owner
  service_users: [auditor]
  owners: {{auditor: p-1, "system:kube-*": p-1, "system:serviceaccount:app:helper": p-1}}
  approved_images:
    - pattern: registry.bank.example/kube-apiserver@sha256:*
      permissions: [hostNetwork]
      privacy_reviewed_at: 2026-06-01
    - {{pattern: "registry.bank.example/*@sha256:*", privacy_reviewed_at: 2026-06-01}}
- name: registers
  type: registers
  files:
    - {{kind: hr_roster, path: roster.csv}}
    - {{kind: access_grants, path: grants.csv}}
    - {{kind: dlp_events, path: events.csv}}
    - {{kind: endpoint_config, path: endpoints.csv}}
"""
