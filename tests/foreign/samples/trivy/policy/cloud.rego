# METADATA
# title: A bucket is public
# custom:
#   id: USR004
#   severity: HIGH
#   input:
#     selector:
#     - type: cloud
#       subtypes:
#       - service: s3
#         provider: aws
package user.aws.USR004

import rego.v1

deny contains res if {
	some bucket in input.aws.s3.buckets
	isManaged(bucket)
	res := result.new("public", bucket)
}
