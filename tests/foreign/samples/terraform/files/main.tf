terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" }
  }
}

resource "aws_security_group" "web" {
  name = "web-${var.stage}"

  ingress {
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8"]
  }

  ingress {
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_ebs_volume" "data" {
  size      = "${var.size}"
  encrypted = true
}

resource "aws_ebs_volume" "scratch" {
  size = "10"
  tags = merge(local.tags, { Name = "scratch" })
}
